import type { CheckContext } from '../../check/check.ts';
import { ownToken } from '../auth/tokens.ts';

/** Forms that keys and tokens of well-known makers have, and what only a secret is called. */
const forms: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ['a JWT', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['an AWS key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})/],
  ['an API key', /\bsk-(?:[a-z]+-)*[A-Za-z0-9]{20,}\b/],
  ['a Slack token', /\bxox[abprs]-[\w-]{10,}/],
  ['a Google key', /\bAIza[\w-]{35}\b/],
  [
    'a password',
    /\b(?:password|passwd|pwd|api[_-]?key|client[_-]?secret)["']?\s*[:=]\s*["']?(?!\*|\[|<|undefined|null|true|false)[^\s"',;]{6,}/i,
  ],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:(?!\*)[^\s/:@]{3,}@/i],
];

const secretName = /key|token|secret|passw|credential/i;
const minLength = 8;

/** The secrets the lab itself handed to the server: none of them may come back. */
export function secretsGiven(context: Pick<CheckContext, 'target'>): string[] {
  const { target } = context;
  const given =
    target.kind === 'http'
      ? [ownToken(context), ...Object.entries(target.headers).flatMap(pickSecret)]
      : Object.entries(target.env).flatMap(pickSecret);
  return given.filter((value) => value !== undefined && value.length >= minLength) as string[];
}

/** What kind of secret a text holds; undefined for none. The secret itself is not repeated. */
export function findSecret(text: string, given: readonly string[]): string | undefined {
  if (given.some((secret) => text.includes(secret))) return 'a secret that was given to the server';
  return forms.find(([, pattern]) => pattern.test(text))?.[0];
}

function pickSecret([name, value]: [string, string]): string[] {
  return secretName.test(name) ? [value] : [];
}

import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

const secretNames =
  /^(?:access_?token|refresh_?token|id_?token|token|auth|authorization|api_?key|apikey|secret|client_?secret|password|passwd|pwd|session_?id|jwt)$/i;
const personalNames = /^(?:e?mail|user_?name|phone|ssn|birth_?date|dob|first_?name|last_?name|full_?name)$/i;
const jwt = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./;
const mailAddress = /[^\s/?&=]+@[\w-]+\.[a-z]{2,}/i;

export const elicitUrlNoSecretsCheck: Check = {
  id: 'elicit-url-no-secrets',
  area: 'elicitation',
  title: 'The URL of an elicitation holds no secrets and nothing about the user',
  level: 'MUST',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#safe-url-handling',
  fix: 'Put an opaque id into the URL and keep credentials and personal data on the server.',
  run(context) {
    const wording = { subjects: 'elicitations of a URL', sound: 'show no credentials and no personal data' };
    return judgeQuestions(context, ['elicitsUrl'], elicitationsInRun(context, 'url'), wording, ({ params }) => {
      const url = typeof params.url === 'string' ? URL.parse(params.url) : null;
      const found = url === null ? undefined : findSecret(url);
      return found && `the URL has ${found}: ${quoteJson(url?.origin)}…`;
    });
  },
};

/** The finding names the parameter and not its value: what is secret there does not belong in a report either. */
function findSecret(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'credentials before the host';
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))].filter(
    ([, value]) => value !== '',
  );
  const secret = parameters.find(([name]) => secretNames.test(name));
  if (secret !== undefined) return `a parameter ${quoteJson(secret[0])}`;
  const personal = parameters.find(([name, value]) => personalNames.test(name) || mailAddress.test(value));
  if (personal !== undefined) return `personal data in the parameter ${quoteJson(personal[0])}`;
  if (jwt.test(url.href)) return 'something that looks like a JSON Web Token';
  return mailAddress.test(decode(url.pathname)) ? 'a mail address in its path' : undefined;
}

function decode(path: string): string {
  return path.replaceAll('%40', '@');
}

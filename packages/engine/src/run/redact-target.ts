import type { Target } from '@mcp-lab/wire';

/** A target fit for a report: values of headers and of environment variables replaced by placeholders. */
export type RedactedTarget = Target;

/** What of a target may be shown. */
export interface Disclosure {
  target: RedactedTarget;
  /** Replaces every secret of the target in a text of any origin. */
  redact(text: string): string;
}

/** `secrets` are more of them than the target holds, by name: tokens of a suite file, or such as were obtained. */
export function discloseTarget(target: Target, secrets: Readonly<Record<string, string | undefined>> = {}): Disclosure {
  const more = Object.entries(secrets).map(([name, value]): [string, string] => [`token ${name}`, value ?? '']);
  return { target: redactTarget(target), redact: createRedactor([...secretsOf(target), ...more]) };
}

/** Variables whose values tell nothing and without which a command is hard to repeat. */
const harmlessVariables = /^(PATH|HOME|LANG|LC_\w+|TERM|TZ|SHELL|USER|LOGNAME|TMPDIR|PWD|NODE_ENV|NO_COLOR|CI)$/;
const harmlessHeaders = /^(accept|accept-language|content-type|user-agent)$/i;
const secretName = /key|token|secret|passw|auth|credential|cookie|session/i;

function redactTarget(target: Target): RedactedTarget {
  if (target.kind === 'http') {
    return { kind: 'http', url: redactUrl(target.url), headers: mapValues(target.headers, headerPlaceholder) };
  }
  return { ...target, args: redactArguments(target.args), env: mapValues(target.env, variablePlaceholder) };
}

/**
 * Replaces every secret value of the target wherever it stands, also JSON-escaped, URL-encoded and in base64.
 * Values shorter than six characters are left: they would hit everything.
 */
function createRedactor(secrets: [name: string, value: string][]): (text: string) => string {
  const replacements = secrets
    .filter(([, value]) => value.length >= 6)
    .flatMap(([name, value]) => spellingsOf(value).map((spelling) => [spelling, `[redacted ${name}]`] as const))
    .sort((left, right) => right[0].length - left[0].length);
  return (text) => replacements.reduce((result, [value, placeholder]) => result.replaceAll(value, placeholder), text);
}

function secretsOf(target: Target): [name: string, value: string][] {
  if (target.kind === 'http') {
    const url = URL.parse(target.url);
    const inUrl: [string, string][] = url
      ? [...url.searchParams].filter(([name]) => secretName.test(name)).concat([['password', url.password]])
      : [];
    const inHeaders = Object.entries(target.headers).filter(([name]) => !harmlessHeaders.test(name));
    // A server that leaks "Bearer x" leaks x: the credential alone must not survive either.
    return [
      ...inUrl,
      ...inHeaders.flatMap(([name, value]) =>
        value
          .split(/\s+/)
          .concat(value)
          .map((part): [string, string] => [name, part]),
      ),
    ].filter(([, value]) => !/^(bearer|basic|digest)$/i.test(value));
  }
  const shown = redactArguments(target.args);
  const inArguments = target.args.flatMap((argument, index): [string, string][] =>
    shown[index] === argument ? [] : [['argument', argument.replace(/^--?[\w-]+=/, '')]],
  );
  const inEnvironment = Object.entries(target.env).filter(
    ([name, value]) => secretName.test(name) || looksRandom(value),
  );
  return [...inArguments, ...inEnvironment.filter(([name]) => !harmlessVariables.test(name))];
}

function spellingsOf(value: string): string[] {
  const spellings = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ];
  return [...new Set(spellings)];
}

function looksRandom(value: string): boolean {
  return /^[\w+/=.-]{20,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
}

function redactArguments(args: readonly string[]): string[] {
  return args.map((argument, index) => {
    const [flag, value] = splitOnce(argument, '=');
    if (flag.startsWith('-') && secretName.test(flag) && value !== undefined) return `${flag}=[redacted]`;
    const before = args[index - 1] ?? '';
    const isValue =
      before.startsWith('-') && !before.includes('=') && secretName.test(before) && !argument.startsWith('-');
    return isValue ? '[redacted]' : argument;
  });
}

function redactUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return text;
  if (url.password) url.password = 'redacted';
  for (const name of [...url.searchParams.keys()]) if (secretName.test(name)) url.searchParams.set(name, 'redacted');
  return url.href;
}

const headerPlaceholder = (name: string, value: string) => (harmlessHeaders.test(name) ? value : `$${shellName(name)}`);
const variablePlaceholder = (name: string, value: string) => (harmlessVariables.test(name) ? value : `$${name}`);

/** `X-Api-Key` becomes `X_API_KEY`, a name a shell variable can have. */
function shellName(header: string): string {
  return header.replace(/\W/g, '_').toUpperCase();
}

function mapValues(
  record: Record<string, string>,
  map: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

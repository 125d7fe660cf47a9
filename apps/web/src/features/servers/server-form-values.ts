import type { Server, ServerCreate, ServerUpdate } from '@mcp-lab/contracts';
import { joinCommandLine, splitCommandLine } from '@/lib/text/split-command-line.ts';
import { authInputOf, emptySignIn, type SignInValues, signInOf } from './sign-in-values.ts';

/** One environment variable or header. */
export interface SecretPair {
  key: number;
  name: string;
  value: string;
  /** The lab holds a value that it never gives back; an empty `value` keeps it. */
  kept: boolean;
}

export interface ServerFormValues {
  name: string;
  description: string;
  commandLine: string;
  cwd: string;
  url: string;
  env: SecretPair[];
  headers: SecretPair[];
  signIn: SignInValues;
  /** Tokens for checks to present, by what they are. */
  tokens: SecretPair[];
  autoStart: boolean;
  restartPolicy: Server['restartPolicy'];
  /** As typed; checked by the schema. */
  healthIntervalSeconds: string;
}

export const emptyServerForm: ServerFormValues = {
  name: '',
  description: '',
  commandLine: '',
  cwd: '',
  url: '',
  env: [],
  headers: [],
  signIn: emptySignIn,
  tokens: [],
  autoStart: true,
  restartPolicy: 'on-failure',
  healthIntervalSeconds: '30',
};

const keptPairs = (names: readonly string[]): SecretPair[] =>
  names.map((name, key) => ({ key, name, value: '', kept: true }));

export function formOfServer(server: Server): ServerFormValues {
  const { name, description, launch, url, envNames, headerNames, autoStart, restartPolicy } = server;
  return {
    name,
    description,
    commandLine: launch === null ? '' : joinCommandLine([launch.command, ...launch.args]),
    cwd: launch?.cwd ?? '',
    url: url ?? '',
    env: keptPairs(envNames),
    headers: keptPairs(headerNames),
    signIn: signInOf(server.auth),
    tokens: keptPairs(server.tokenNames),
    autoStart,
    restartPolicy,
    healthIntervalSeconds: String(server.healthIntervalSeconds),
  };
}

function launchOf(values: ServerFormValues): ServerCreate['launch'] {
  const [command, ...args] = splitCommandLine(values.commandLine).argv;
  return command === undefined ? null : { command, args, cwd: values.cwd.trim() || null };
}

const fieldsOf = (kind: Server['kind'], values: ServerFormValues) => ({
  name: values.name,
  description: values.description,
  launch: launchOf(values),
  url: kind === 'http' ? values.url.trim() : null,
  autoStart: values.autoStart,
  restartPolicy: values.restartPolicy,
  healthIntervalSeconds: Number(values.healthIntervalSeconds),
});

const named = (pairs: readonly SecretPair[]) => pairs.filter((pair) => pair.name.trim() !== '');

export function createInputOf(kind: Server['kind'], values: ServerFormValues) {
  const record = (pairs: readonly SecretPair[]) =>
    Object.fromEntries(named(pairs).map((pair) => [pair.name.trim(), pair.value]));
  return {
    ...fieldsOf(kind, values),
    kind,
    env: record(values.env),
    headers: kind === 'http' ? record(values.headers) : {},
    ...(kind === 'http' ? { auth: authInputOf(values.signIn) ?? null, tokens: record(values.tokens) } : {}),
  };
}

/** Names that were there and are gone get null, which removes them; kept ones without a new value are left out. */
function mergeOf(before: readonly string[], pairs: readonly SecretPair[]): Record<string, string | null> {
  const now = named(pairs);
  const removed = before.filter((name) => !now.some((pair) => pair.name.trim() === name));
  const written = now.filter((pair) => !pair.kept || pair.value !== '');
  return Object.fromEntries([
    ...removed.map((name) => [name, null] as const),
    ...written.map((pair) => [pair.name.trim(), pair.value] as const),
  ]);
}

export function updateInputOf(server: Server, values: ServerFormValues): ServerUpdate {
  return {
    ...fieldsOf(server.kind, values),
    env: mergeOf(server.envNames, values.env),
    headers: mergeOf(server.headerNames, values.headers),
    ...(server.kind === 'http'
      ? { auth: authInputOf(values.signIn, server.auth), tokens: mergeOf(server.tokenNames, values.tokens) }
      : {}),
  };
}

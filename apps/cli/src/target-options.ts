import { childEnvironment, type Revision, revisions, type Target, type TransportKind } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { integerBetween } from './number-options.ts';
import { UsageError } from './usage-error.ts';

/** The options every command has that talks to a server. */
export interface TargetOptions {
  url?: string;
  header: [name: string, value: string][];
  env: [name: string, value: string][];
  transport?: TransportKind;
  timeout: number;
}

export function addTargetOptions(command: Command): Command {
  return command
    .argument('[command...]', 'after --: the command that starts a stdio server, with its arguments')
    .option('--url <url>', 'a server that is reached by URL (http:// or https://)')
    .option("--header <'K: V'>", 'sent with every request; repeatable', collectWith(parseHeader), [])
    .option('--env <K=V>', 'a variable for the server; repeatable', collectWith(parseVariable), [])
    .addOption(
      new Option('--transport <name>', 'which HTTP transport to use').choices(['streamable-http', 'http-sse'] as const),
    )
    .option('--timeout <seconds>', 'how long to wait for one answer', parseSeconds, 5);
}

/** The server that the command line names: a command behind `--` or a `--url`, never both. */
export function parseTarget(
  argv: readonly string[],
  options: TargetOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Target {
  const [command, ...args] = argv;
  if (options.url !== undefined && command !== undefined)
    throw new UsageError('Give either --url or a command, not both.');
  if (options.url !== undefined) {
    const url = URL.parse(options.url);
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new UsageError(`--url ${options.url}: give an absolute address, such as http://127.0.0.1:3001/mcp`);
    }
    if (options.env.length > 0) throw new UsageError('--env is for servers that are started by a command.');
    return { kind: 'http', url: url.href, headers: Object.fromEntries(options.header) };
  }
  if (command === undefined) {
    throw new UsageError('Name a server: either --url URL, or -- COMMAND ARGS..., such as -- node server.js');
  }
  if (options.header.length > 0) throw new UsageError('--header is for servers that are reached by --url.');
  return { kind: 'stdio', command, args, env: childEnvironment(environment, Object.fromEntries(options.env)) };
}

export function parseRevision(text: string): Revision {
  const revision = revisions.find((known) => known === text);
  if (revision === undefined) throw new InvalidArgumentError(`Known revisions: ${revisions.join(', ')}.`);
  return revision;
}

export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 86_400)) throw new InvalidArgumentError('A number of seconds above 0.');
  return seconds;
}

export const parseSeed = integerBetween(0, 2 ** 32 - 1);

/** Makes an option repeatable: each value is parsed and added to those before. */
export function collectWith<T>(parse: (text: string) => T): (text: string, previous: T[]) => T[] {
  return (text, previous) => [...previous, parse(text)];
}

function parseHeader(text: string): [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*([^\r\n\0]*)$/.exec(text);
  if (!match) throw new InvalidArgumentError("Write it as 'Name: value'.");
  return [match[1] ?? '', match[2] ?? ''];
}

export function parseVariable(text: string): [string, string] {
  const match = /^([A-Za-z_]\w*)=([^\0]*)$/s.exec(text);
  if (!match) throw new InvalidArgumentError('Write it as NAME=value.');
  return [match[1] ?? '', match[2] ?? ''];
}

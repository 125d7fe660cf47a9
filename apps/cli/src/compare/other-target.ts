import type { Target, TransportKind } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { collectWith, parseTarget, parseVariable, type TargetOptions } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';

/** What the server on the right is, told by how it differs from the one on the left. */
export interface OtherOptions {
  andUrl?: string;
  andCommand?: string[];
  andEnv: [name: string, value: string][];
  andTransport?: TransportKind;
}

export function addOtherOptions(command: Command): Command {
  return command
    .option('--and-url <url>', 'head: a server that is reached by URL; --header goes with every URL')
    .option('--and-command <json>', `head: a command, as a JSON array: '["node","new.js"]'`, parseWords)
    .option(
      '--and-env <K=V>',
      'a variable for head; alone, head is the same command with it; repeatable',
      collectWith(parseVariable),
      [],
    )
    .addOption(
      new Option('--and-transport <name>', 'which HTTP transport to use for head').choices([
        'streamable-http',
        'http-sse',
      ] as const),
    );
}

/** Undefined where none is named. */
export function isOtherTold({ andUrl, andCommand, andEnv }: OtherOptions): boolean {
  return andUrl !== undefined || andCommand !== undefined || andEnv.length > 0;
}

/** Throws UsageError where the flags name no server, or two. */
export function otherTarget(
  argv: readonly string[],
  options: TargetOptions & OtherOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Target {
  const { andUrl, andCommand, andEnv } = options;
  if (andUrl !== undefined && andCommand !== undefined) {
    throw new UsageError('Give either --and-url or --and-command, not both.');
  }
  if (andUrl !== undefined) {
    if (andEnv.length > 0) throw new UsageError('--and-env is for servers that are started by a command.');
    return parseTarget([], { ...options, url: andUrl, env: [] }, environment);
  }
  const words = andCommand ?? argv;
  if (words.length === 0) throw new UsageError('--and-env goes with a command: behind --, or as --and-command.');
  return parseTarget(words, { ...options, url: undefined, header: [], env: [...options.env, ...andEnv] }, environment);
}

/** No shell reads it, so its words have to be told apart already. */
function parseWords(text: string): string[] {
  const fail = () => new InvalidArgumentError(`Write it as a JSON array of words, such as '["node","server.js"]'.`);
  let words: unknown;
  try {
    words = JSON.parse(text);
  } catch {
    throw fail();
  }
  const isWord = (word: unknown): word is string => typeof word === 'string' && !word.includes('\0');
  if (!Array.isArray(words) || words.length === 0 || !words.every(isWord)) throw fail();
  return words;
}

import { findSecret } from './find-secret.ts';

const traces: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack trace', /^\s*at .+[(\s](?:file:\/\/)?[^\s()]+:\d+:\d+\)?$/m],
  ['a stack trace', /Traceback \(most recent call last\)|^\s+File "[^"]+", line \d+/m],
  ['a stack trace', /\bgoroutine \d+ \[|^\s+at [\w.$]+\([\w]+\.java:\d+\)|panicked at .+:\d+:\d+/m],
];
const paths: typeof traces = [
  [
    'a path of the server',
    /(?<![\w:/.])\/(?:home|Users|root|usr|var|opt|srv|app|workspace|node_modules)\/[\w.@-]+\/[\w./@-]+/,
  ],
  ['a path of the server', /(?<!\w)[A-Za-z]:\\(?:[\w .-]+\\){2,}[\w.-]+/],
];

/**
 * What an error gives away that the request did not hold itself; undefined for nothing. A server that runs on the
 * client's own machine tells it nothing new by a path, and often has to: which file was not found, what to install where.
 */
export function findLeak(told: string, asked: string, isLocal: boolean): string | undefined {
  for (const [what, pattern] of isLocal ? traces : [...traces, ...paths]) {
    const found = pattern.exec(told)?.[0].trim();
    if (found !== undefined && !asked.includes(found)) return `${what}: ${JSON.stringify(found.slice(0, 120))}`;
  }
  const secret = findSecret(told, []);
  return secret !== undefined && findSecret(asked, []) === undefined ? secret : undefined;
}

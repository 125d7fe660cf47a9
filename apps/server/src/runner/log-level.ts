import type { LogEntry } from '@mcp-lab/contracts';

const levels: [LogEntry['level'], RegExp][] = [
  ['error', /\b(error|fatal|critical|panic|exception|traceback|unhandled)\b/i],
  ['warn', /\bwarn(ing)?\b/i],
  ['debug', /\b(debug|trace)\b/i],
];

/** What a line of standard error seems to be: servers write in every format, so the words decide. */
export function logLevelOf(line: string): LogEntry['level'] {
  const head = line.slice(0, 200);
  return levels.find(([, pattern]) => pattern.test(head))?.[0] ?? 'info';
}

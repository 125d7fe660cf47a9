import type { Frame } from '@mcp-lab/wire';
import { framesOfConnection } from '../run/frames-of-connection.ts';
import type { CheckRun } from './run-check.ts';

/**
 * A server, or the proxy before it, that says "too many requests" was not judged: what a check made of that answer is no
 * finding. Only 429 counts; 503 can be the very fault a check is looking for.
 */
export function excuseThrottled(
  frames: readonly Frame[],
  connections: readonly number[],
  outcome: CheckRun['outcome'],
): CheckRun['outcome'] {
  if (outcome.verdict !== 'fail' && outcome.verdict !== 'warn') return outcome;
  const refusal = connections
    .flatMap((connection) => framesOfConnection(frames, connection))
    .find(({ http }) => http?.status === 429);
  if (refusal === undefined) return outcome;
  const reason =
    'the server limits the rate of requests (HTTP 429): run this check again alone, or with --concurrency 1';
  return { verdict: 'untestable', reason, evidence: [refusal] };
}

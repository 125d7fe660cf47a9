import { createTranscript } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { excuseThrottled } from './excuse-throttled.ts';

function answerOf(status: number, connection: number) {
  return createTranscript().append({
    kind: 'http-response',
    direction: 'received',
    connection,
    stream: 'post-1',
    firstByteNs: 1,
    lastByteNs: 2,
    raw: Buffer.alloc(0),
    droppedBytes: 0,
    http: { status, headers: [['Retry-After', '1']] },
  });
}
const failed = { verdict: 'fail' as const, reason: 'expected a result' };

test('a finding on a connection that was told to slow down is no finding', () => {
  const refusal = answerOf(429, 3);
  const outcome = excuseThrottled([refusal], [3], failed);
  expect(outcome).toMatchObject({ verdict: 'untestable', evidence: [refusal] });
  expect(outcome.reason).toContain('429');
});

test('a finding stands when another check was told to slow down, or when the server was in trouble', () => {
  expect(excuseThrottled([answerOf(429, 4)], [3], failed)).toBe(failed);
  expect(excuseThrottled([answerOf(503, 3)], [3], failed)).toBe(failed);
});

test('a pass stays a pass: the check knew how to wait', () => {
  const passed = { verdict: 'pass' as const, reason: 'served' };
  expect(excuseThrottled([answerOf(429, 3)], [3], passed)).toBe(passed);
});

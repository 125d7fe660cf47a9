import { isJsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { legacyOpening, request } from '../jsonrpc/judge-dialogue.ts';
import { httpEventIdUniqueCheck } from './http-event-id-unique.ts';
import { httpNoEarlyCloseCheck } from './http-no-early-close.ts';
import { httpSessionIdAsciiCheck } from './http-session-id-ascii.ts';
import { httpSsePrimingEventCheck } from './http-sse-priming-event.ts';
import { judgeExchanges, type RecordedExchange } from './judge-exchanges.ts';

type Received = RecordedExchange['received'];

const response = (id: number) => JSON.stringify({ jsonrpc: '2.0', id, result: {} });
const event = (id: string | undefined, data: string) => ({ data, sse: id === undefined ? {} : { id } });

function opening(revision: Revision, sessionId?: string): RecordedExchange {
  const [sent = null, received] = legacyOpening(revision).map(([, value]) => value as JsonValue);
  const headers: [string, string][] = [['Content-Type', 'application/json']];
  if (sessionId !== undefined) headers.push(['Mcp-Session-Id', sessionId]);
  if (!isJsonObject(sent)) throw new Error('no opening');
  return { sent, status: 200, headers, received: [JSON.stringify(received)] };
}

function stream(id: number, received: Received): RecordedExchange {
  const headers: [string, string][] = [['Content-Type', 'text/event-stream']];
  return { sent: request(id, 'tools/list'), status: 200, headers, received, end: 'ended: complete' };
}

const cases: [check: Check, revision: Revision, verdict: Verdict, streams: Received[]][] = [
  [httpEventIdUniqueCheck, '2025-11-25', 'not-applicable', [[event(undefined, response(1))]]],
  [httpEventIdUniqueCheck, '2025-11-25', 'pass', [[event('1-0', response(1))], [event('2-0', response(2))]]],
  [httpEventIdUniqueCheck, '2025-11-25', 'fail', [[event('0', response(1))], [event('0', response(2))]]],

  [httpSsePrimingEventCheck, '2025-11-25', 'not-applicable', [[event(undefined, response(1))]]],
  [httpSsePrimingEventCheck, '2025-11-25', 'pass', [[event('0', ''), event('1', response(1))]]],
  [httpSsePrimingEventCheck, '2025-11-25', 'warn', [[event('1', response(1))]]],
  [httpSsePrimingEventCheck, '2025-11-25', 'warn', [[event(undefined, response(1)), event('1', '')]]],

  [httpNoEarlyCloseCheck, '2025-06-18', 'pass', [[event('1', response(1))]]],
  [httpNoEarlyCloseCheck, '2025-06-18', 'warn', [[event('1', '{"jsonrpc":"2.0","method":"notifications/message"}')]]],
];

test.each(cases)('$id at %s: %s', async (check, revision, verdict, streams) => {
  const exchanges = streams.map((received, index) => stream(index + 1, received));
  const outcome = await judgeExchanges(check, revision, [opening(revision), ...exchanges]);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});

test.each<[string | undefined, Verdict]>([
  [undefined, 'not-applicable'],
  ['0f9c-!~', 'pass'],
  ['two words', 'fail'],
  ['é', 'fail'],
  ['', 'fail'],
])('the session id %s: %s', async (id, verdict) => {
  const outcome = await judgeExchanges(httpSessionIdAsciiCheck, '2025-11-25', [opening('2025-11-25', id)]);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});

import { isJsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check, Verdict } from '../../check/check.ts';
import { legacyOpening, modernRequest, request } from '../jsonrpc/judge-dialogue.ts';
import { httpJsonSingleObjectCheck } from './http-json-single-object.ts';
import { httpPostEndpointCheck } from './http-post-endpoint.ts';
import { httpRequestContentTypeCheck } from './http-request-content-type.ts';
import { httpSseRelatedOnlyCheck } from './http-sse-related-only.ts';
import { httpSseResponseArrivesCheck } from './http-sse-response-arrives.ts';
import { httpSseWellformedCheck } from './http-sse-wellformed.ts';
import { judgeExchanges, type RecordedExchange } from './judge-exchanges.ts';

const response = JSON.stringify({ jsonrpc: '2.0', id: 1, result: {} });
const note = (method: string, params = {}) =>
  JSON.stringify({ jsonrpc: '2.0', method: `notifications/${method}`, params });

function answer(
  contentType: string | undefined,
  received: RecordedExchange['received'],
  status = 200,
): RecordedExchange {
  const headers: [string, string][] = contentType === undefined ? [] : [['Content-Type', contentType]];
  const end = contentType === 'text/event-stream' ? 'ended: complete' : undefined;
  return { sent: request(1, 'tools/list'), status, headers, received, end };
}

const json = (...received: string[]) => answer('application/json', received);
const stream = (...received: RecordedExchange['received']) => answer('text/event-stream', received);

function opening(revision: Revision): RecordedExchange {
  const [sent, received] = legacyOpening(revision).map(([, value]) => value as JsonValue);
  return { ...json(JSON.stringify(received)), sent: sent ?? null };
}

const cases: [check: Check, revision: Revision, verdict: Verdict, exchange: RecordedExchange][] = [
  [httpPostEndpointCheck, '2025-11-25', 'pass', json(response)],
  [httpPostEndpointCheck, '2025-11-25', 'fail', answer('text/html', ['<p>no</p>'], 405)],
  [httpPostEndpointCheck, '2025-11-25', 'pass', answer('application/json', [response], 404)],
  [httpPostEndpointCheck, '2025-11-25', 'pass', answer(undefined, [], 401)],

  [httpRequestContentTypeCheck, '2025-11-25', 'pass', json(response)],
  [httpRequestContentTypeCheck, '2025-11-25', 'pass', answer('Application/JSON; charset=utf-8', [response])],
  [httpRequestContentTypeCheck, '2025-11-25', 'fail', answer('text/plain', [response])],
  [httpRequestContentTypeCheck, '2025-11-25', 'fail', answer(undefined, [], 202)],
  [httpRequestContentTypeCheck, '2025-11-25', 'pass', answer('text/plain', ['busy'], 503)],

  [httpJsonSingleObjectCheck, '2025-06-18', 'pass', json(response)],
  [httpJsonSingleObjectCheck, '2025-06-18', 'fail', json(`[${response}]`)],
  [httpJsonSingleObjectCheck, '2025-06-18', 'fail', json('{"jsonrpc":')],

  [httpSseWellformedCheck, '2025-06-18', 'not-applicable', json(response)],
  [httpSseWellformedCheck, '2025-06-18', 'pass', stream(response)],
  [httpSseWellformedCheck, '2025-06-18', 'pass', stream({ data: response, sse: { event: 'message', id: '1' } })],
  [httpSseWellformedCheck, '2025-06-18', 'fail', stream(response + response)],
  [httpSseWellformedCheck, '2025-06-18', 'fail', stream('"ok"', response)],
  [httpSseWellformedCheck, '2025-06-18', 'warn', stream({ data: 'now', sse: { event: 'ping' } }, response)],
  [httpSseWellformedCheck, '2025-06-18', 'fail', stream(`[${response}]`)],
  [httpSseWellformedCheck, '2025-03-26', 'pass', stream(`[${response}]`)],
  [httpSseWellformedCheck, '2025-03-26', 'fail', stream('[]', response)],
  [httpSseWellformedCheck, '2025-11-25', 'pass', stream({ data: '', sse: { id: '1' } }, response)],
  [httpSseWellformedCheck, '2025-11-25', 'fail', stream('', response)],
  [httpSseWellformedCheck, '2025-06-18', 'fail', stream({ data: '', sse: { id: '1' } }, response)],

  [httpSseResponseArrivesCheck, '2025-06-18', 'pass', stream(note('message'), response)],
  [httpSseResponseArrivesCheck, '2025-03-26', 'pass', stream(`[${response}]`)],
  [httpSseResponseArrivesCheck, '2025-06-18', 'warn', stream(note('message'))],
  [httpSseResponseArrivesCheck, '2025-06-18', 'warn', stream(response.replace('1', '2'))],
  [httpSseResponseArrivesCheck, '2025-11-25', 'untestable', stream({ data: '', sse: { id: '1' } })],
  [httpSseResponseArrivesCheck, '2025-06-18', 'untestable', { ...stream(), end: 'ended: deadline' }],
  [httpSseResponseArrivesCheck, '2025-06-18', 'not-applicable', json(response)],

  [httpSseRelatedOnlyCheck, '2025-06-18', 'pass', stream(note('message'), response)],
  [httpSseRelatedOnlyCheck, '2025-06-18', 'warn', stream(note('progress', { progressToken: 4 }), response)],
  [httpSseRelatedOnlyCheck, '2025-06-18', 'warn', stream(note('tools/list_changed'), response)],
];

test.each(cases)('$id at %s: %s', async (check, revision, verdict, exchange) => {
  const outcome = await judgeExchanges(check, revision, [opening(revision), exchange]);
  expect(outcome.verdict, outcome.reason).toBe(verdict);
});

test('modern: foreign notifications fail, those of a subscription do not', async () => {
  const changed = stream(note('tools/list_changed'), response);
  const judge = (method: string) =>
    judgeExchanges(httpSseRelatedOnlyCheck, '2026-07-28', [{ ...changed, sent: modernRequest(1, method) }]);
  expect((await judge('tools/list')).verdict).toBe('fail');
  expect((await judge('subscriptions/listen')).verdict).toBe('not-applicable');
});

test('progress of the request itself is related', async () => {
  const sent = modernRequest(1, 'tools/list');
  if (!isJsonObject(sent) || !isJsonObject(sent.params) || !isJsonObject(sent.params._meta))
    throw new Error('no _meta');
  sent.params._meta.progressToken = 'p';
  const exchange = { ...stream(note('progress', { progressToken: 'p' }), response), sent };
  expect((await judgeExchanges(httpSseRelatedOnlyCheck, '2026-07-28', [exchange])).verdict).toBe('pass');
});

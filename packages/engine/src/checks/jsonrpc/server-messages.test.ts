import { createTranscript, type Frame, type JsonValue, type TransportKind } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { messagesIn } from './server-messages.ts';

interface Exchange {
  method?: string;
  status?: number;
  body: JsonValue;
  sse?: Frame['sse'];
}

/** The messages found in one HTTP exchange. */
function messagesOf(exchange: Exchange, transport: TransportKind = 'streamable-http'): JsonValue[] {
  const { method = 'POST', status = 200, body, sse } = exchange;
  const transcript = createTranscript();
  const common = { connection: 0, stream: 'exchange-1', firstByteNs: 0, lastByteNs: 0, droppedBytes: 0 };
  const raw = Buffer.alloc(0);
  transcript.append({ ...common, raw, kind: 'http-request', direction: 'sent', http: { method, headers: [] } });
  transcript.append({ ...common, raw, kind: 'http-response', direction: 'received', http: { status, headers: [] } });
  transcript.append({ ...common, raw, kind: 'message', direction: 'received', json: body, ...(sse && { sse }) });
  return messagesIn(transcript.frames, transport).map(({ message }) => message);
}

const response = { jsonrpc: '2.0', id: 1, result: {} };
const errorPage = { error: 'Not Found' };

test('the body of a POST and the events of a stream are messages', () => {
  expect(messagesOf({ body: response })).toEqual([response]);
  expect(messagesOf({ body: response, sse: {} })).toEqual([response]);
  expect(messagesOf({ method: 'GET', body: response, sse: { event: 'message' } })).toEqual([response]);
});

test('the members of a batch count one by one, an empty one not at all', () => {
  expect(messagesOf({ body: [response, response] })).toEqual([response, response]);
  expect(messagesOf({ body: [] })).toEqual([]);
});

test('the body of an HTTP error is a message only where it says so', () => {
  expect(messagesOf({ status: 404, body: errorPage })).toEqual([]);
  expect(messagesOf({ status: 400, body: response })).toEqual([response]);
});

test('a successful body without jsonrpc is a message, a broken one', () => {
  expect(messagesOf({ body: { id: 1, result: {} } })).toEqual([{ id: 1, result: {} }]);
});

test('what is no protocol traffic is left out', () => {
  expect(messagesOf({ method: 'GET', body: response })).toEqual([]);
  expect(messagesOf({ method: 'DELETE', body: errorPage })).toEqual([]);
  expect(messagesOf({ body: response, sse: { event: 'heartbeat' } })).toEqual([]);
});

test('over HTTP+SSE only the events are messages', () => {
  expect(messagesOf({ status: 202, body: response }, 'http-sse')).toEqual([]);
  expect(messagesOf({ method: 'GET', body: response, sse: { event: 'message' } }, 'http-sse')).toEqual([response]);
});

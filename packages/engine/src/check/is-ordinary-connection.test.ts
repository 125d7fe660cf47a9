import type { Frame, JsonValue } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { isOrdinaryConnection } from './is-ordinary-connection.ts';

const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

function sent(json: JsonValue | undefined, extra: Partial<Frame> = {}): Frame {
  return {
    seq: 0,
    kind: 'message',
    direction: 'sent',
    connection: 0,
    stream: 'stdin',
    firstByteNs: 0,
    lastByteNs: 0,
    raw: new Uint8Array(),
    droppedBytes: 0,
    ...(json === undefined ? {} : { json }),
    ...extra,
  };
}

const initialize = sent({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} });
const discover = sent({ jsonrpc: '2.0', id: 1, method: 'server/discover', params: { _meta: meta } });
const list = (id: JsonValue) => sent({ jsonrpc: '2.0', id, method: 'tools/list', params: { _meta: meta } });
const head = (headers: [string, string][]) =>
  sent(undefined, {
    kind: 'http-request',
    stream: 'post-1',
    http: { method: 'POST', url: 'http://127.0.0.1:8080/mcp', headers },
  });
const posted = sent({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } }, { stream: 'post-1' });

test.each<[string, Frame[]]>([
  ['initialize and what follows', [initialize, sent({ jsonrpc: '2.0', method: 'notifications/initialized' }), list(2)]],
  ['an unknown method', [initialize, sent({ jsonrpc: '2.0', id: 'x', method: 'a/b' })]],
  ['an answer to the server', [initialize, sent({ jsonrpc: '2.0', id: 9, result: {} })]],
])('legacy: %s is ordinary', (_name, frames) => {
  expect(isOrdinaryConnection(frames, '2025-06-18')).toBe(true);
});

test.each<[string, Frame[]]>([
  ['no handshake', [list(1)]],
  ['a batch', [initialize, sent([{ jsonrpc: '2.0', id: 3, method: 'ping' }])]],
  ['bytes that are no JSON', [initialize, sent(undefined)]],
  ['a null id', [initialize, list(null)]],
  ['a reused id', [initialize, list(1)]],
  ['a modern method', [initialize, sent({ jsonrpc: '2.0', id: 2, method: 'server/discover' })]],
  ['params that are no object', [initialize, sent({ jsonrpc: '2.0', id: 2, method: 'a', params: [] })]],
])('legacy: %s is not', (_name, frames) => {
  expect(isOrdinaryConnection(frames, '2025-06-18')).toBe(false);
});

test('a batch is ordinary where the revision has batches', () => {
  expect(isOrdinaryConnection([initialize, sent([{ jsonrpc: '2.0', id: 3, method: 'ping' }])], '2025-03-26')).toBe(
    true,
  );
});

test('modern: every request carries its metadata and the headers repeat it', () => {
  const right: [string, string][] = [
    ['Host', '127.0.0.1:8080'],
    ['MCP-Protocol-Version', '2026-07-28'],
    ['Mcp-Method', 'tools/list'],
  ];
  expect(isOrdinaryConnection([discover, list(2)], '2026-07-28')).toBe(true);
  expect(isOrdinaryConnection([head(right), posted], '2026-07-28')).toBe(true);
  expect(isOrdinaryConnection([sent({ jsonrpc: '2.0', id: 1, method: 'tools/list' })], '2026-07-28')).toBe(false);
  expect(isOrdinaryConnection([initialize], '2026-07-28')).toBe(false);
  expect(isOrdinaryConnection([head(right.slice(0, 2)), posted], '2026-07-28')).toBe(false);
  expect(isOrdinaryConnection([head([...right, ['Origin', 'http://evil.example']]), posted], '2026-07-28')).toBe(false);
  expect(isOrdinaryConnection([head([['Host', 'evil.example'], ...right.slice(1)]), posted], '2026-07-28')).toBe(false);
});

test('legacy over HTTP: the session and the version of the handshake are kept to', () => {
  const answered = sent(undefined, {
    kind: 'http-response',
    direction: 'received',
    stream: 'post-0',
    http: { status: 200, headers: [['Mcp-Session-Id', 'one']] },
  });
  const legacyPost = (headers: [string, string][]) => [initialize, answered, head(headers), posted2];
  const posted2 = sent({ jsonrpc: '2.0', id: 2, method: 'ping' }, { stream: 'post-1' });
  const right: [string, string][] = [
    ['mcp-session-id', 'one'],
    ['MCP-Protocol-Version', '2025-06-18'],
  ];
  const ended = sent(undefined, {
    kind: 'http-request',
    stream: 'delete-1',
    http: { method: 'DELETE', headers: right },
  });
  expect(isOrdinaryConnection(legacyPost(right), '2025-06-18')).toBe(true);
  expect(isOrdinaryConnection([...legacyPost(right), ended], '2025-06-18')).toBe(true);
  expect(isOrdinaryConnection([initialize, answered, ended, head(right), posted2], '2025-06-18')).toBe(false);
  expect(isOrdinaryConnection(legacyPost(right.slice(0, 1)), '2025-06-18')).toBe(false);
  expect(isOrdinaryConnection(legacyPost([['mcp-session-id', 'two'], ...right.slice(1)]), '2025-06-18')).toBe(false);
  expect(isOrdinaryConnection(legacyPost(right.slice(1)), '2025-06-18')).toBe(false);
});

import { type JsonValue, revisions } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { validateServerFrame } from './validate-server-frame.ts';

const tools = { tools: [{ name: 'a', inputSchema: { type: 'object' } }] };
const cacheable = { resultType: 'complete', ttlMs: 0, cacheScope: 'public' };

test('a tool list is judged by the revision', () => {
  const message = { jsonrpc: '2.0', id: 1, result: tools };
  for (const revision of revisions) {
    expect(validateServerFrame(revision, message, 'tools/list').valid).toBe(revision !== '2026-07-28');
  }
  expect(
    validateServerFrame('2026-07-28', { jsonrpc: '2.0', id: 1, result: { ...tools, ...cacheable } }, 'tools/list'),
  ).toEqual({
    valid: true,
    errors: [],
    known: true,
  });
});

test('an error names the path and what was there', () => {
  const message = { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 5, inputSchema: { type: 'array' } }] } };
  expect(validateServerFrame('2025-06-18', message, 'tools/list').errors).toEqual([
    '$.result.tools[0].name must be a string, is 5',
    '$.result.tools[0].inputSchema.type must be "object", is "array"',
  ]);
});

test('a content block is judged as the kind it says it is', () => {
  const message = { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'image', data: 'not base64!' }] } };
  expect(validateServerFrame('2025-11-25', message, 'tools/call').errors).toContain(
    '$.result.content[0].data is not a valid base64',
  );
});

test.each<[string, JsonValue]>([
  ['both result and error', { jsonrpc: '2.0', id: 1, result: {}, error: { code: 1, message: '' } }],
  ['neither', { jsonrpc: '2.0', id: 1 }],
  ['another version', { jsonrpc: '1.0', id: 1, result: {} }],
  ['a null result', { jsonrpc: '2.0', id: 1, result: null }],
  ['no object', 'hello'],
  ['an empty batch', []],
  ['a fractional id', { jsonrpc: '2.0', id: 1.5, result: {} }],
  ['an error without message', { jsonrpc: '2.0', id: 1, error: { code: -32600 } }],
  ['a fractional code', { jsonrpc: '2.0', id: 1, error: { code: 1.5, message: 'x' } }],
])('%s is valid nowhere', (_name, message) => {
  for (const revision of revisions) expect(validateServerFrame(revision, message, 'ping').valid).toBe(false);
});

test('arrays are messages at 2025-03-26 alone', () => {
  const batch = [
    { jsonrpc: '2.0', id: 1, result: {} },
    { jsonrpc: '2.0', id: 2, result: tools },
  ];
  const methods = (response: { id?: JsonValue }) => (response.id === 2 ? 'tools/list' : 'ping');
  for (const revision of revisions) {
    expect(validateServerFrame(revision, batch, methods).valid).toBe(revision === '2025-03-26');
  }
  const broken = [batch[0] ?? null, { jsonrpc: '2.0', id: 2, result: { tools: 1 } }];
  expect(validateServerFrame('2025-03-26', broken, methods).errors).toEqual([
    '[1] $.result.tools must be an array, is 1',
  ]);
});

test('an error may lack an id that could not be read', () => {
  for (const revision of revisions) {
    expect(
      validateServerFrame(revision, { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'x' } }).valid,
    ).toBe(true);
    expect(validateServerFrame(revision, { jsonrpc: '2.0', error: { code: -32700, message: 'x' } }).valid).toBe(true);
  }
});

test('servers ask in the legacy era and never in the modern one', () => {
  const message = { jsonrpc: '2.0', id: 1, method: 'roots/list' };
  expect(validateServerFrame('2025-11-25', message).valid).toBe(true);
  expect(validateServerFrame('2026-07-28', message).errors).toEqual(['a server sends no requests at 2026-07-28']);
});

test('what a revision does not define is judged by its envelope', () => {
  const message = { jsonrpc: '2.0', method: 'notifications/vendor/thing', params: { a: 1 } };
  for (const revision of revisions) {
    expect(validateServerFrame(revision, message)).toEqual({ valid: true, errors: [], known: false });
  }
});

test('only calls, prompts and reads may answer with questions', () => {
  const result = { resultType: 'input_required', inputRequests: { a: { method: 'roots/list' } } };
  const message = { jsonrpc: '2.0', id: 1, result };
  expect(validateServerFrame('2026-07-28', message, 'tools/call').valid).toBe(true);
  expect(validateServerFrame('2026-07-28', message, 'tools/list').valid).toBe(false);
  expect(
    validateServerFrame(
      '2026-07-28',
      { ...message, result: { ...result, inputRequests: { a: { method: 'ping' } } } },
      'tools/call',
    ).valid,
  ).toBe(false);
});

test('a hostile message gives few errors and no crash', () => {
  const many = { jsonrpc: '2.0', id: 1, result: { tools: Array.from({ length: 10_000 }, () => 1) } };
  expect(validateServerFrame('2025-06-18', many, 'tools/list').errors).toHaveLength(20);
  const named = JSON.parse('{"jsonrpc":"2.0","id":1,"result":{"__proto__":{"tools":[]}}}') as JsonValue;
  expect(validateServerFrame('2025-06-18', named, 'tools/list').valid).toBe(false);
  expect(validateServerFrame('2025-06-18', { jsonrpc: '2.0', id: 1, result: {} }, 'constructor').valid).toBe(true);
});

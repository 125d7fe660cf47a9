import { type Expectation, expectationSchema } from '@mcp-lab/contracts';
import type { JsonObject, Reply } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import { classifyReply } from './classify-reply.ts';
import { judgeReply } from './judge-reply.ts';

const answered = (more: Partial<Reply>): Reply => ({
  outcome: 'answered',
  related: [],
  sent: [],
  startedNs: 0,
  endedNs: 20e6,
  ...more,
});

const result: JsonObject = {
  content: [
    { type: 'text', text: 'hello' },
    { type: 'resource', resource: { uri: 'a:b', text: 'world' } },
  ],
  structuredContent: { sum: 3, name: 'Ada', ratio: 0.5, tags: ['a', 'b'], nested: { x: null }, ok: true, zero: -0 },
};

function judge(expected: unknown, reply: Reply = answered({ result }), outputSchema?: JsonObject): string[] {
  const classified = classifyReply(reply, { method: 'tools/call', cancelled: false, processExited: false });
  const parsed: Expectation = expectationSchema.parse(expected);
  return judgeReply(parsed, { reply, classified, outputSchema });
}

const at = (path: string, comparison: object) => ({ assert: [{ path: `$.structuredContent.${path}`, ...comparison }] });

describe.each<[name: string, green: object, red: object, fault: RegExp]>([
  ['equals', at('sum', { equals: 3 }), at('sum', { equals: '3' }), /sum should equal "3", but is 3/],
  ['equals an object', at('nested', { equals: { x: null } }), at('nested', { equals: {} }), /should equal \{\}/],
  ['equals zero', at('zero', { equals: 0 }), at('zero', { equals: 1 }), /should equal 1/],
  ['equals null', at('nested.x', { equals: null }), at('sum', { equals: null }), /should equal null/],
  ['notEquals', at('sum', { notEquals: 4 }), at('sum', { notEquals: 3 }), /should differ from 3/],
  [
    'notEquals of nothing',
    at('gone', { notEquals: 4 }),
    at('gone', { notEquals: 4, type: 'number' }),
    /selects nothing/,
  ],
  ['exists', at('nested.x', { exists: true }), at('gone', { exists: true }), /gone should exist/],
  ['absent', at('gone', { absent: true }), at('name', { absent: true }), /should be absent, but is "Ada"/],
  ['matches', at('name', { matches: '^A.a$' }), at('name', { matches: '^B' }), /should match \^B/],
  ['matches only strings', at('name', { matches: '.' }), at('sum', { matches: '.' }), /should match/],
  ['contains text', at('name', { contains: 'da' }), at('name', { contains: 'DA' }), /should contain "DA"/],
  ['contains an item', at('tags', { contains: 'b' }), at('tags', { contains: 'c' }), /should contain "c"/],
  ['type', at('sum', { type: 'integer' }), at('ratio', { type: 'integer' }), /should be of type integer, but is 0.5/],
  ['type number', at('ratio', { type: 'number' }), at('ok', { type: 'number' }), /type number/],
  ['type null', at('nested.x', { type: 'null' }), at('nested', { type: 'null' }), /type null/],
  ['type array', at('tags', { type: 'array' }), at('nested', { type: 'array' }), /type array/],
  ['type object', at('nested', { type: 'object' }), at('tags', { type: 'object' }), /type object/],
  ['greaterThan', at('sum', { greaterThan: 2 }), at('sum', { greaterThan: 3 }), /should be above 3/],
  ['lessThan', at('sum', { lessThan: 4 }), at('name', { lessThan: 4 }), /should be below 4/],
  ['length', at('tags', { length: 2 }), at('name', { length: 2 }), /should have length 2/],
  ['oneOf', at('sum', { oneOf: [1, 3] }), at('sum', { oneOf: [1, 2] }), /should be one of 1, 2/],
  ['every selected value', at('tags[*]', { oneOf: ['a', 'b'] }), at('tags[*]', { equals: 'a' }), /but is "b"/],
  [
    'a filter of RFC 9535',
    at('tags[?match(@, "[ab]")]', { type: 'string' }),
    at('tags[?match(@, "x")]', { exists: true }),
    /should exist/,
  ],
  [
    'two comparisons',
    at('sum', { greaterThan: 2, lessThan: 4 }),
    at('sum', { greaterThan: 3, lessThan: 3 }),
    /above 3/,
  ],
  ['text', { text: 'hello\nworld' }, { text: 'hello' }, /the text should be "hello", but is "hello\\nworld"/],
  [
    'text contains',
    { text: { contains: ['hello', 'world'] } },
    { text: { contains: ['hello', 'moon'] } },
    /contain "moon"/,
  ],
  ['text matches', { text: { matches: 'w.rld$' } }, { text: { matches: '^w' } }, /should match \^w/],
  [
    'isError',
    { isError: false },
    { isError: false, outcome: 'tool_error' },
    /should end with tool_error, but ended with ok/,
  ],
  ['latency', { latency: { maxMs: 20 } }, { latency: { maxMs: 19 } }, /within 19 ms, but took 20 ms/],
  [
    'an inline schema',
    { outputSchema: { type: 'object', required: ['sum'] } },
    { outputSchema: { type: 'object', properties: { sum: { type: 'string' } } } },
    /not valid under the given schema: \/sum: must be string/,
  ],
])('%s', (_name, green, red, fault) => {
  test('holds', () => expect(judge(green)).toEqual([]));
  test('is violated', () => expect(judge(red).join('\n')).toMatch(fault));
});

test('outputSchema: true is the schema the tool publishes', () => {
  const expected = { outputSchema: true };
  const schema = { type: 'object', properties: { sum: { type: 'integer', maximum: 3 } } };
  expect(judge(expected, undefined, schema)).toEqual([]);
  expect(judge(expected, undefined, { ...schema, required: ['gone'] })).toEqual([
    expect.stringMatching(/published schema: the whole: .*gone/),
  ]);
  expect(judge(expected)).toEqual(['the tool publishes no outputSchema to validate against']);
  expect(judge(expected, answered({ result: { content: [] } }), schema)).toEqual(['structuredContent is missing']);
});

test('an error is expected by code and message, and nothing else will do', () => {
  const failed = answered({ error: { code: -32602, message: 'Invalid params: a is missing', data: { field: 'a' } } });
  const expected = {
    error: { code: -32602, message: { contains: 'a is' } },
    assert: [{ path: '$.data.field', equals: 'a' }],
  };
  expect(judge(expected, failed)).toEqual([]);
  expect(judge({ error: { code: -32603 } }, failed)).toEqual(['the error code should be -32603, but is -32602']);
  expect(judge({ error: { message: 'no' } }, failed)).toEqual([
    expect.stringContaining('the error message should be "no"'),
  ]);
  expect(judge({ error: {} })).toEqual([expect.stringContaining('should end with protocol_error')]);
  expect(judge({ outcome: ['tool_error', 'protocol_error'] }, failed)).toEqual([]);
});

test('isError has to be expected', () => {
  const failed = answered({ result: { content: [{ type: 'text', text: 'no such city' }], isError: true } });
  expect(judge({}, failed)).toEqual(['should end with ok, but ended with tool_error (isError is true): no such city']);
  expect(judge({ isError: true, text: { contains: 'city' } }, failed)).toEqual([]);
});

test.each<[Partial<Reply>, string]>([
  [
    { result: { resultType: 'input_required', inputRequests: { a: { method: 'elicitation/create' } } } },
    'protocol_error',
  ],
  [{ result: null }, 'protocol_error'],
  [{ outcome: 'accepted', status: 202 }, 'transport_error'],
  [{ outcome: 'http-error', status: 500 }, 'transport_error'],
  [{ outcome: 'failed', failure: 'ECONNRESET' }, 'transport_error'],
  [{ outcome: 'silent' }, 'timeout'],
])('%j is %s', (reply, outcome) => {
  const context = { method: 'tools/call', cancelled: false, processExited: false };
  expect(classifyReply(answered(reply), context).outcome).toBe(outcome);
});

test('a catastrophic pattern on a hostile text ends', () => {
  const text = `${'a'.repeat(50_000)}!`;
  const reply = answered({ result: { content: [{ type: 'text', text }], structuredContent: { text } } });
  expect(judge({ text: { matches: '^(a+)+$' } }, reply)).toHaveLength(1);
  const path = '$.structuredContent[?match(@, "(a+)+")]';
  expect(judge({ assert: [{ path, absent: true }] }, reply)).toEqual([]);
  const schema = { type: 'object', properties: { text: { type: 'string', pattern: '^(a|a)*$' } } };
  expect(judge({ outputSchema: true }, reply, schema)).toHaveLength(1);
});

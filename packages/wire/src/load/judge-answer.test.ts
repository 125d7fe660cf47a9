import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { judgeAnswer } from './judge-answer.ts';
import { normaliseDetail } from './normalise-detail.ts';

const judge = (message: JsonObject, method = 'tools/call', era: 'legacy' | 'modern' = 'legacy') =>
  judgeAnswer({ jsonrpc: '2.0', id: 1, ...message }, method, era);

describe('an answer', () => {
  test('is sound', () => {
    expect(judge({ result: { content: [] } })).toBeUndefined();
    expect(judge({ result: { content: [], isError: false } })).toBeUndefined();
    expect(judge({ result: { isError: true } }, 'resources/read')).toBeUndefined();
    expect(judge({ result: { resultType: 'complete' } }, 'tools/call', 'modern')).toBeUndefined();
    expect(judge({ result: { resultType: 'input_required' } })).toBeUndefined();
  });

  test.each<[string, JsonObject, RegExp]>([
    ['no jsonrpc', { jsonrpc: '1.0', result: {} }, /jsonrpc/],
    ['both', { result: {}, error: { code: 1, message: 'x' } }, /both/],
    ['neither', {}, /neither/],
    ['no object', { result: [] }, /result object/],
    ['null', { result: null }, /result object/],
    ['error null', { error: null }, /code and a message/],
    ['error without message', { error: { code: -32603 } }, /code and a message/],
    ['error', { error: { code: -32602, message: 'no item 5' } }, /^error -32602: no item #$/],
  ])('breaks the protocol: %s', (_, message, detail) => {
    expect(judge(message)).toMatchObject({ outcome: 'protocol_error', detail: expect.stringMatching(detail) });
  });

  test('asks for input, or is of an unknown kind', () => {
    const asks = judge({ result: { resultType: 'input_required' } }, 'tools/call', 'modern');
    expect(asks).toEqual({ outcome: 'protocol_error', detail: 'the server asks for input' });
    const task = judge({ result: { resultType: 'task' } }, 'tools/call', 'modern');
    expect(task).toEqual({ outcome: 'protocol_error', detail: 'resultType task' });
  });

  test('is an error of the tool', () => {
    const content = [{ type: 'text', text: 'row 17 is locked' }];
    expect(judge({ result: { isError: true, content } })).toEqual({
      outcome: 'tool_error',
      detail: 'row # is locked',
    });
    expect(judge({ result: { isError: true } })?.detail).toBe('isError is true');
  });
});

test('details of one kind are one text', () => {
  const of = (id: string, at: string) => normaliseDetail(`Order ${id}\n failed at ${at}, 0xdeadbeef12`);
  expect(of('0c1f7a52-8f0e-4b8e-9d9b-0123456789ab', '12:30:01.5')).toBe('Order <uuid> failed at #, #');
  expect(of('f47ac10b-58cc-4372-a567-0e02b2c3d479', '9.99')).toBe('Order <uuid> failed at #, #');
  expect(normaliseDetail('x'.repeat(10_000))).toHaveLength(120);
  expect(normaliseDetail('deadlock in facade')).toBe('deadlock in facade');
});

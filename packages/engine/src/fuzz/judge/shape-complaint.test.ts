import { expect, test } from 'vitest';
import { normaliseText } from './normalise-text.ts';
import { judgeComplaint, saysError } from './shape-complaint.ts';

test.each([
  ['Invalid arguments for tool x: Expected number, received string at a', -32602, 'evident'],
  ["Input validation error: 5 is not of type 'string'", undefined, 'evident'],
  ['1 validation error for call[x]\na\n  Field required [type=missing]', undefined, 'evident'],
  ['[{"code":"too_small","minimum":1,"path":["a"]}]', undefined, 'evident'],
  ['[{"code":"custom","message":"no such day"}] invalid_type', -32602, 'likely'],
  ['Input should be valid: Value error, the end is before the start', undefined, 'likely'],
  ['Invalid params: unknown city', -32602, 'likely'],
  ['Invalid params: unknown city', undefined, 'none'],
  ['ENOENT: no such file or directory', undefined, 'none'],
  ['Access denied - path outside allowed directories', -32602, 'none'],
])('%s with code %s: %s', (text, code, expected) => {
  expect(judgeComplaint(text, code)).toBe(expected);
});

test('texts alike are grouped; a result that says error is known', () => {
  expect(normaliseText('no "a b" at 17, received object')).toBe(normaliseText("no 'c' at -2.5, received text"));
  expect(saysError('Error: nothing there')).toBe(true);
  expect(saysError('All errors are mended')).toBe(false);
});

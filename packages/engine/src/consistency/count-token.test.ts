import { expect, test } from 'vitest';
import { createCounter } from './count-token.ts';

const token = { unique: 'labx1', n: 1 };
const result = {
  content: [{ type: 'text', text: '{"notes":[{"id":"labx1"},{"id":"labx1"},{"id":"labx2","of":"labx1"}]}' }],
};

test('by its text, by a pattern, by a path; JSON that is only text can be reached by paths', () => {
  expect(createCounter(undefined)(result, token)).toBe(3);
  expect(createCounter({ contains: '"id":"${unique}"' })(result, token)).toBe(2);
  expect(createCounter({ pattern: '"of":"${unique}"' })(result, token)).toBe(1);
  expect(createCounter({ jsonPath: '$.structuredContent.notes[?@.id=="${unique}"]' })(result, token)).toBe(2);
  expect(createCounter({ jsonPath: '$.structuredContent.notes[*]' })(result, token)).toBe(3);
  expect(createCounter({ jsonPath: '$.structuredContent.notes[*].id' })(result, { unique: 'labx2', n: 2 })).toBe(1);
});

test('a pattern or path that is none', () => {
  expect(() => createCounter({ pattern: '(' })).toThrow('is no regular expression of RE2');
  expect(() => createCounter({ jsonPath: 'notes[' })).toThrow('is no JSONPath');
});

import { expect, test } from 'vitest';
import { answerQuestions, answerServer } from './answer-question.ts';

test('a form is filled in with what its schema takes', () => {
  const requestedSchema = {
    type: 'object',
    properties: { guests: { type: 'integer', minimum: 2 }, note: { type: 'string' } },
    required: ['guests'],
  };
  const asked = { table: { method: 'elicitation/create', params: { message: 'How many?', requestedSchema } } };
  expect(answerQuestions(asked)).toEqual({ table: { action: 'accept', content: { guests: 2 } } });
});

test('a URL is agreed to without content, and what nobody knows is left out', () => {
  const page = { method: 'elicitation/create', params: { mode: 'url', message: 'Go', url: 'https://example.com' } };
  expect(answerQuestions({ page, other: { method: 'tools/list' } })).toEqual({ page: { action: 'accept' } });
});

test('a request of the server that is no question gets an error, a ping its empty result', () => {
  expect(answerServer({ jsonrpc: '2.0', id: 1, method: 'ping' })).toEqual({ result: {} });
  expect(answerServer({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).toHaveProperty('error.code', -32601);
});

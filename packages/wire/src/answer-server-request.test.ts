import { expect, it } from 'vitest';
import { answerServerRequest } from './answer-server-request.ts';

const request = { jsonrpc: '2.0', id: 's1', method: 'roots/list' };
const answered = (extra: object) => ({ jsonrpc: '2.0', id: 's1', ...extra });

it('refuses by default, but answers a ping', () => {
  expect(answerServerRequest(request, undefined)).toEqual(
    answered({ error: { code: -32601, message: expect.any(String) } }),
  );
  expect(answerServerRequest({ ...request, method: 'ping' }, undefined)).toEqual(answered({ result: {} }));
});

it('completes what the answerer returns, or stays silent', () => {
  expect(answerServerRequest(request, () => ({ roots: [] }))).toEqual(answered({ result: { roots: [] } }));
  expect(answerServerRequest(request, () => ({ result: 5 }))).toEqual(answered({ result: 5 }));
  expect(answerServerRequest(request, () => ({ error: { code: 1 } }))).toEqual(answered({ error: { code: 1 } }));
  expect(answerServerRequest(request, () => ({ jsonrpc: '1.0', odd: true }))).toEqual({ jsonrpc: '1.0', odd: true });
  expect(answerServerRequest(request, () => null)).toBeNull();
});

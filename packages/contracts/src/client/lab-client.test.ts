import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../endpoints/index.ts';
import { createLabClient, endpointUrl } from './lab-client.ts';

const seen: { method?: string; url?: string; authorization?: string; body: string }[] = [];
const answers: { status: number; body: unknown; headers?: Record<string, string> }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    seen.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
    const answer = answers.shift() ?? { status: 500, body: null };
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
});
let baseUrl = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const user = { id: 'u1', email: 'a@b.cd', name: 'A', role: 'admin', disabled: false, createdAt: 1, lastLoginAt: null };

test('a call fills the path, sends the token and parses the answer', async () => {
  answers.push({ status: 200, body: user });
  const client = createLabClient({ baseUrl, accessToken: () => 'token' });
  const answer = await client.updateUser({ params: { id: 'u/1' }, body: { name: 'B' } });
  expect(answer).toEqual(user);
  expect(seen.at(-1)).toEqual({
    method: 'PATCH',
    url: '/api/users/u%2F1',
    authorization: 'Bearer token',
    body: '{"name":"B"}',
  });
});

test('a public endpoint is asked without the token', async () => {
  answers.push({ status: 200, body: { needed: true } });
  const client = createLabClient({ baseUrl, accessToken: () => 'token' });
  expect(await client.getSetupState()).toEqual({ needed: true });
  expect(seen.at(-1)?.authorization).toBeUndefined();
});

test('a problem becomes a LabError with its code, fields and wait', async () => {
  answers.push({
    status: 429,
    headers: { 'retry-after': '7' },
    body: { type: 'about:blank', title: 't', status: 429, detail: 'slow down', code: 'rate-limited', requestId: 'r' },
  });
  const client = createLabClient({ baseUrl });
  await expect(client.login({ body: { email: 'a', password: 'b' } })).rejects.toMatchObject({
    code: 'rate-limited',
    message: 'slow down',
    details: { retryAfterSeconds: 7 },
  });
});

test("no answer and a non-JSON error are told apart from the lab's own errors", async () => {
  const closed = createLabClient({ baseUrl: 'http://127.0.0.1:1' });
  await expect(closed.getHealth()).rejects.toMatchObject({ code: 'unavailable' });
  answers.push({ status: 502, body: 'oops' });
  await expect(createLabClient({ baseUrl }).getHealth()).rejects.toThrow('HTTP 502');
});

test('/ready is parsed although its status is 503', async () => {
  answers.push({ status: 503, body: { ready: false, checks: [{ name: 'database', ok: false, detail: 'down' }] } });
  expect((await createLabClient({ baseUrl }).getReady()).ready).toBe(false);
});

test('query values are encoded and undefined ones left out', () => {
  const url = endpointUrl('', endpoints.listServers, { query: { search: 'a b&c', cursor: undefined, limit: 5 } });
  expect(url).toBe('/api/servers?search=a+b%26c&limit=5');
});

test('every path parameter is described and every write has a body schema', () => {
  for (const [id, endpoint] of Object.entries(endpoints)) {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const params: unknown = 'params' in endpoint ? endpoint.params : undefined;
    const shape = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
    expect(shape.toSorted(), id).toEqual(names.toSorted());
    if (['POST', 'PUT', 'PATCH'].includes(endpoint.method)) expect('body' in endpoint, id).toBe(true);
  }
});

import { connect } from 'node:net';
import { problemSchema } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './start-test-api.ts';

let api: TestApi;
let token = '';
beforeAll(async () => {
  api = await startTestApi();
  token = (await api.signInAs('admin')).accessToken;
});
afterAll(() => api.stop());

const login = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${api.url}/api/auth/login`, { method: 'POST', headers, body });
const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;

describe('what cannot be read is told, not thrown', () => {
  test.each([
    ['no JSON', '{', 400, 'malformed-body'],
    ['an empty body', '', 400, 'malformed-body'],
    ['a prototype', '{"__proto__": {"x": 1}, "email": "a", "password": "b"}', 400, 'malformed-body'],
    ['a list', '[]', 422, 'invalid-input'],
    ['null', 'null', 422, 'invalid-input'],
    ['more than a megabyte', JSON.stringify({ email: 'x'.repeat(1_100_000) }), 413, 'payload-too-large'],
  ])('%s', async (_, body, status, code) => {
    const response = await login(body);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test('another content type', async () => {
    expect(await codeOf(await login('a=b', { 'content-type': 'application/x-www-form-urlencoded' }))).toBe(
      'unsupported-media-type',
    );
  });

  test('a path that does not exist, and a method that does not', async () => {
    expect(await codeOf(await fetch(`${api.url}/api/nothing/here`))).toBe('not-found');
    expect(await codeOf(await fetch(`${api.url}/health`, { method: 'POST' }))).toBe('not-found');
  });
});

test('an error names its request, and no stack, path or SQL', async () => {
  const response = await fetch(`${api.url}/api/servers/nope`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem).toMatchObject({ status: 404, code: 'not-found', type: 'about:blank' });
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  expect(text).not.toMatch(/\bat \/|\.ts\b|select |node_modules/i);
});

test('every answer carries the security headers', async () => {
  for (const path of ['/health', '/api/servers', '/api/nothing', '/openapi.json', '/docs/']) {
    const { headers } = await fetch(`${api.url}${path}`);
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy'), path).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('server'), path).toBeNull();
  }
});

test('behind https the cookie has the __Host- prefix and HSTS is on', async () => {
  const secure = await startTestApi({ PUBLIC_URL: 'https://lab.example' });
  try {
    const answer = await fetch(`${secure.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://lab.example' },
      body: '{"email":"a","password":"b"}',
    });
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await secure.signInAs('admin');
    const signedIn = await fetch(`${secure.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://lab.example' },
      body: JSON.stringify({ email: 'admin@lab.test', password: 'a long enough passphrase 7' }),
    });
    const cookie = signedIn.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^__Host-mcp_lab_refresh=/);
    expect(cookie).toContain('Secure');
    expect(cookie).toContain('Path=/;');
    expect(cookie).not.toContain('Domain');
  } finally {
    await secure.stop();
  }
});

describe('the rate limit', () => {
  let limited: TestApi;
  beforeAll(async () => {
    limited = await startTestApi({ RATE_LIMIT_PER_MINUTE: '5,9' });
  });
  afterAll(() => limited.stop());
  const setupState = (headers: Record<string, string> = {}) => fetch(`${limited.url}/api/auth/setup`, { headers });

  test('counts an anonymous address and a user apart, says what is left, and when to come back', async () => {
    const { accessToken } = await limited.signInAs('admin');
    const me = () => fetch(`${limited.url}/api/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    const first = await me();
    expect(first.headers.get('ratelimit-policy')).toBe('"user";q=9;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"user";r=8;t=\d+$/);
    for (let index = 0; index < 8; index++) expect((await me()).status).toBe(200);
    const refused = await me();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toBe('rate-limited');
    // The setup was the first of this address.
    for (let index = 0; index < 4; index++) expect((await setupState()).status).toBe(200);
    expect((await setupState()).status).toBe(429);
    expect((await fetch(`${limited.url}/health`)).status).toBe(200);
  });

  test('is not escaped by a header of the caller', async () => {
    expect((await setupState({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(429);
  });

  test('counts what a trusted proxy says', async () => {
    const behind = await startTestApi({ RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY: 'loopback' });
    try {
      const from = (address: string) =>
        fetch(`${behind.url}/api/auth/setup`, { headers: { 'x-forwarded-for': address } }).then(({ status }) => status);
      expect(await from('203.0.113.9')).toBe(200);
      expect(await from('203.0.113.9')).toBe(429);
      expect(await from('203.0.113.10')).toBe(200);
      expect(await from('2001:db8::1')).toBe(200);
      expect(await from('2001:db8::2')).toBe(429);
    } finally {
      await behind.stop();
    }
  });
});

describe('the docs', () => {
  test('the document has every operation once and no dangling reference', async () => {
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      expect(Object.keys(document.components.schemas), reference).toContain(
        reference.replace('#/components/schemas/', ''),
      );
    }
  });

  test('the page loads only files of its own', async () => {
    const page = await (await fetch(`${api.url}/docs`)).text();
    expect(page).toContain('MCP Reliability Lab');
    expect([...page.matchAll(/(?:src|href)="(https?:)?\/\//g)]).toEqual([]);
    const script = await fetch(`${api.url}/docs/js/scalar.js`);
    expect(script.headers.get('content-type')).toContain('javascript');
    expect((await script.text()).length).toBeGreaterThan(100_000);
  });
});

test('/health answers, /ready tells what is missing: there is no worker', async () => {
  expect((await fetch(`${api.url}/health`)).status).toBe(200);
  const ready = await fetch(`${api.url}/ready`);
  expect(ready.status).toBe(503);
  const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] };
  expect(checks.find(({ name }) => name.includes('database'))?.ok).toBe(true);
  expect(checks.find(({ name }) => name.includes('worker'))?.ok).toBe(false);
});

test('a connection that sends nonsense is answered and closed', async () => {
  const { port } = new URL(api.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port) }, () => socket.write('NOT HTTP\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

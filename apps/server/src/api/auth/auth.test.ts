import { createHmac, hkdfSync } from 'node:crypto';
import { ensureSetupToken } from '@mcp-lab/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi, testOrigin, testPassword } from '../start-test-api.ts';

const secretKey = 'Vt7qk0Zc9ePw2YxLm4Rs8HbJ6NdGf1Ua3oXi5TyE';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ SECRET_KEY: secretKey });
});
afterAll(() => api.stop());

const post = (path: string, options: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {}) =>
  fetch(`${api.url}/api/auth/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...options.headers,
    },
    body: JSON.stringify(options.body ?? {}),
  });
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;
const me = (token: string) => fetch(`${api.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } });

describe('the first admin', () => {
  test('is made once with the token, by one of several at once; afterwards setup is closed', async () => {
    const token = (await ensureSetupToken(api.context)) ?? '';
    const body = { token, email: 'Admin@Lab.test', name: 'Admin', password: testPassword };
    expect(await codeOf(await post('setup', { body: { ...body, token: 'wrong' } }))).toBe('invalid-credentials');
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('setup', { body })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 410, 410, 410, 410]);
    expect((await post('setup', { body })).status).toBe(410);
    expect(await api.client().getSetupState()).toEqual({ needed: false });
    expect(await ensureSetupToken(api.context)).toBeNull();
  });
});

describe('a session', () => {
  let signedIn: Response;
  let accessToken = '';
  let cookie = '';
  beforeEach(async () => {
    signedIn = await post('login', { body: { email: 'admin@lab.test', password: testPassword } });
    accessToken = ((await signedIn.json()) as { accessToken: string }).accessToken;
    cookie = cookieOf(signedIn);
  });

  test('has its refresh token in a cookie no script and no other site gets', () => {
    const attributes = signedIn.headers.getSetCookie()[0] ?? '';
    expect(attributes).toMatch(/^mcp_lab_refresh_\d+=[^;]+;/);
    expect(attributes).toContain('HttpOnly');
    expect(attributes).toContain('SameSite=Strict');
    expect(attributes).toContain('Path=/api/auth');
    expect(attributes).not.toContain('Secure');
  });

  test('goes on with each refresh; the token before is good for a moment, an older one ends everything', async () => {
    const first = await post('refresh', { cookie });
    expect(first.status).toBe(200);
    const second = cookieOf(first);
    expect(second).not.toBe(cookie);
    // Two tabs, or a lost answer: the one before gives the same successor again.
    expect(cookieOf(await post('refresh', { cookie }))).toBe(second);
    const third = cookieOf(await post('refresh', { cookie: second }));
    expect((await me(accessToken)).status).toBe(200);
    const reused = await post('refresh', { cookie });
    expect(await codeOf(reused)).toBe('session-revoked');
    expect(reused.headers.getSetCookie()[0]).toMatch(/=;/);
    expect(await codeOf(await post('refresh', { cookie: third }))).toBe('session-revoked');
    expect(await codeOf(await me(accessToken))).toBe('session-revoked');
  });

  test('survives many refreshes at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('refresh', { cookie })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
  });

  test('ends with sign-out, at once, and the cookie is taken away', async () => {
    const out = await post('logout', { cookie });
    expect(out.headers.getSetCookie()[0]).toMatch(/^mcp_lab_refresh_\d+=;/);
    expect(await codeOf(await me(accessToken))).toBe('session-revoked');
    expect(await codeOf(await post('refresh', { cookie }))).toBe('session-revoked');
  });

  test('is not refreshed without a cookie', async () => {
    expect(await codeOf(await post('refresh'))).toBe('unauthenticated');
  });

  test('a disabled user is out', async () => {
    const client = api.client(accessToken);
    const { user, accessToken: theirs } = await api.signInAs('viewer').catch(async () => {
      const created = { email: 'v@lab.test', name: 'V', role: 'viewer' as const, password: testPassword };
      await client.createUser({ body: created });
      return api.client().login({ body: { email: created.email, password: testPassword } });
    });
    expect((await me(theirs)).status).toBe(200);
    await client.updateUser({ params: { id: user.id }, body: { disabled: true } });
    await expect.poll(async () => (await me(theirs)).status, { timeout: 10_000 }).toBe(401);
  });
});

describe('a page of another origin', () => {
  test.each(['setup', 'login', 'refresh', 'logout'])('cannot send %s', async (path) => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) expect(await codeOf(await post(path, { headers }))).toBe('foreign-origin');
    expect(await codeOf(await post(path, { headers: { origin: testOrigin } }))).not.toBe('foreign-origin');
  });

  test('cannot send a form either: only JSON is read', async () => {
    const response = await fetch(`${api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"email":"a","password":"b"}',
    });
    expect(await codeOf(response)).toBe('unsupported-media-type');
  });

  test('is not allowed by CORS; the dashboard is, with credentials', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/api/servers`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe(
      'https://evil.example',
    );
    const own = await preflight(testOrigin);
    expect(own.headers.get('access-control-allow-origin')).toBe(testOrigin);
    expect(own.headers.get('access-control-allow-credentials')).toBe('true');
  });
});

describe('an access token', () => {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'mcp-lab', 'access-token', 32));
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = (header: object, claims: object, secret: Buffer = key) => {
    const input = `${encode(header)}.${encode(claims)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const header = { alg: 'HS256', typ: 'at+jwt' };
  let claims: { exp: number; aud: string; [name: string]: unknown };
  let good = '';
  beforeAll(async () => {
    good = (await api.client().login({ body: { email: 'admin@lab.test', password: testPassword } })).accessToken;
    claims = JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString());
  });

  test('made with the right key, type and claims is taken, and lives ten minutes', async () => {
    expect((await me(sign(header, claims))).status).toBe(200);
    expect(claims.exp - (claims.iat as number)).toBe(600);
  });

  test.each<[string, () => string]>([
    ['without a signature', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(claims)}.`],
    ['with another algorithm', () => sign({ ...header, alg: 'HS512' }, claims)],
    ['signed with the secret key itself', () => sign(header, claims, Buffer.from(secretKey))],
    ['that has expired', () => sign(header, { ...claims, iat: 1, exp: 2 })],
    ['that never expires', () => sign(header, { ...claims, exp: undefined })],
    ['for another audience', () => sign(header, { ...claims, aud: 'elsewhere' })],
    ['of another issuer', () => sign(header, { ...claims, iss: 'somebody' })],
    ['of another type', () => sign({ ...header, typ: 'JWT' }, claims)],
    ['without a session', () => sign(header, { ...claims, sid: undefined })],
    ['for another user than the session', () => sign(header, { ...claims, sub: 'somebody-else' })],
    ['that was cut', () => good.slice(0, -2)],
    ['that is none', () => 'nonsense'],
  ])('%s is refused', async (_, make) => {
    const response = await me(make());
    expect(response.status).toBe(401);
  });
});

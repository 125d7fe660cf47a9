import { type Endpoint, endpoints, hasPermission, problemSchema, type Role, roles } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './start-test-api.ts';

let api: TestApi;
const tokens: Partial<Record<Role, string>> = {};
beforeAll(async () => {
  api = await startTestApi();
  for (const role of roles) tokens[role] = (await api.signInAs(role)).accessToken;
});
afterAll(() => api.stop());

const all = Object.entries(endpoints) as [string, Endpoint][];

function send(endpoint: Endpoint, token?: string, extra: RequestInit & { search?: string } = {}) {
  const path = endpoint.path.replaceAll(/\{\w+\}/g, 'does-not-exist');
  const hasBody = endpoint.body !== undefined;
  return fetch(`${api.url}${endpoint.root ? '' : '/api'}${path}${extra.search ?? ''}`, {
    method: endpoint.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    body: hasBody ? '{"nothing-knows-this": 1}' : undefined,
    ...extra,
  });
}

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return problemSchema.parse(await response.json());
}

describe.each(all)('%s', (id, endpoint) => {
  test('nobody gets further than the access it declares', async () => {
    const response = await send(endpoint);
    if (endpoint.access === 'public') expect(response.status).not.toBe(403);
    else expect((await problemOf(response)).code).toBe('unauthenticated');
  });

  test.each(roles)('%s gets exactly as far as the role allows', async (role) => {
    const { access } = endpoint;
    const allowed = access === 'public' || access === 'authenticated' || hasPermission(role, access);
    const response = await send(endpoint, tokens[role]);
    if (!allowed) expect((await problemOf(response)).code).toBe('forbidden');
    else if (access !== 'public') expect([401, 403], `${id} ${response.status}`).not.toContain(response.status);
    expect(response.status).not.toBe(500);
  });

  if (endpoint.body) {
    test('an unknown field is named', async () => {
      const problem = await problemOf(await send(endpoint, tokens.admin));
      expect(problem.code).toBe('invalid-input');
      expect(problem.issues?.map(({ path }) => path).join()).toMatch(/^(params|body)/);
    });
  }

  if (endpoint.method === 'GET') {
    test('an unknown query parameter is named', async () => {
      const problem = await problemOf(await send(endpoint, tokens.admin, { search: '?surprise=1' }));
      expect(problem).toMatchObject({ code: 'invalid-input', status: 422 });
      expect(problem.issues?.map(({ path }) => path)).toContain('query.surprise');
    });
  }
});

import { type EndpointId, endpoints, hasPermission, roles } from '@mcp-lab/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { refreshSession, services, setUpFirstAdmin, signIn, signOut } from './index.ts';

const cookieServices = { setup: setUpFirstAdmin, login: signIn, refresh: refreshSession, logout: signOut };
const ids = Object.keys(endpoints) as EndpointId[];
let lab: TestLab;

beforeAll(async () => {
  const [backend] = testBackends;
  if (backend === undefined) throw new Error('no backend');
  lab = await createTestLab(backend);
});
afterAll(() => lab.close());

test('every endpoint has its service', () => {
  expect(Object.keys({ ...services, ...cookieServices }).toSorted()).toEqual(ids.toSorted());
});

const guarded = ids.filter((id) => endpoints[id].access !== 'public');
const callWith = (id: EndpointId, actor: Actor) =>
  // Whoever is refused is refused before the input is looked at.
  (services as unknown as Record<string, (context: object, input: object) => Promise<unknown>>)[id]?.(
    { ...lab.context, actor },
    {},
  );

test.each(guarded)('%s refuses whoever is not signed in, and every role without its permission', async (id) => {
  await expect(callWith(id, { kind: 'anonymous', ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'unauthenticated' });
  const { access } = endpoints[id];
  for (const role of roles) {
    if (access === 'authenticated' || access === 'public' || hasPermission(role, access)) continue;
    const actor: Actor = { kind: 'user', id: 'u', email: 'u@example.org', role, sessionId: 's', ip: null };
    await expect(callWith(id, actor)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

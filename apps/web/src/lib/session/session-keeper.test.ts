import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSessionKeeper, type SessionKeeper } from './session-keeper.ts';
import { endSession, useSession } from './session-store.ts';

const user = { id: 'u', email: 'a@b.cd', name: 'A', role: 'admin', disabled: false, createdAt: 1, lastLoginAt: null };
const now = () => 1_000_000_000;
let server: Server;
let refreshes = 0;
let answer: () => { status: number; body: unknown };
let keeper: SessionKeeper;

const token = (accessToken: string, expiresAt = now() + 600_000) => ({
  status: 200,
  body: { accessToken, expiresAt, user },
});
const problem = {
  type: 'about:blank',
  title: 't',
  status: 401,
  detail: 'ended',
  code: 'session-revoked',
  requestId: 'r',
};

beforeAll(async () => {
  server = createServer((_request, response) => {
    refreshes += 1;
    const { status, body } = answer();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());
beforeEach(() => {
  refreshes = 0;
  useSession.setState({ status: 'unknown', user: null, accessToken: null, renewAt: 0, cutOff: false });
  keeper = createSessionKeeper(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, now);
});

test('many questions at once cost one refresh', async () => {
  answer = () => token('one');
  const tokens = await Promise.all([keeper.freshToken(), keeper.freshToken(), keeper.renewToken(null)]);
  expect(tokens).toEqual(['one', 'one', 'one']);
  expect(refreshes).toBe(1);
  expect(useSession.getState()).toMatchObject({ status: 'signed-in', accessToken: 'one' });
});

test('a token that another tab has brought meanwhile is taken instead of a new one', async () => {
  answer = () => token('mine');
  await keeper.freshToken();
  useSession.setState({ accessToken: 'theirs' });
  expect(await keeper.renewToken('mine')).toBe('theirs');
  expect(refreshes).toBe(1);
});

test('a token is renewed before it expires', async () => {
  answer = () => token('soon over', now() + 61_000);
  await keeper.freshToken();
  expect(await keeper.freshToken()).toBe('soon over');
  useSession.setState({ renewAt: now() });
  answer = () => token('next');
  expect(await keeper.freshToken()).toBe('next');
});

test("a lab whose clock is behind this machine's does not cause a refresh for every question", async () => {
  answer = () => token('t', now() - 3_600_000);
  await keeper.freshToken();
  await keeper.freshToken();
  expect(refreshes).toBe(1);
});

test('who had a session is told that it was ended, who had none is not', async () => {
  answer = () => ({ status: 401, body: problem });
  expect(await keeper.renewToken(null)).toBeNull();
  expect(useSession.getState()).toMatchObject({ status: 'signed-out', cutOff: false });
  useSession.setState({ status: 'signed-in', accessToken: 'old' });
  expect(await keeper.renewToken('old')).toBeNull();
  expect(useSession.getState()).toMatchObject({ status: 'signed-out', cutOff: true, accessToken: null });
});

test('a lab that is away does not end a session, but keeps a new page waiting', async () => {
  answer = () => ({ status: 503, body: null });
  expect(await keeper.renewToken(null)).toBeNull();
  expect(useSession.getState().status).toBe('unreachable');
  useSession.setState({ status: 'signed-in', accessToken: 'kept' });
  await expect(keeper.renewToken('kept')).rejects.toMatchObject({ code: 'unavailable' });
  expect(useSession.getState()).toMatchObject({ status: 'signed-in', accessToken: 'kept' });
});

test('signed out means no token and no question', async () => {
  endSession('signed-out');
  expect(await keeper.freshToken()).toBeNull();
  expect(refreshes).toBe(0);
});

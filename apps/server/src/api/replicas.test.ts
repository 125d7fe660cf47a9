import { testBackends } from '@mcp-lab/core/database/test-database';
import { afterEach, describe, expect, test } from 'vitest';
import { startCuttableProxy } from './cuttable-proxy.ts';
import { startTestApi, type TestApi, testOrigin } from './start-test-api.ts';
import { TestClient } from './websocket/test-client.ts';

// biome-ignore lint/style/noProcessEnv: the test command hands the Redis of the tests over in this variable
const redisUrl = process.env.TEST_REDIS_URL;
const secretKey = 'Vt7qk0Zc9ePw2YxLm4Rs8HbJ6NdGf1Ua3oXi5TyE';
const patience = { timeout: 20_000, interval: 50 };

const cleanUp: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).toReversed()) await undo();
});

async function startReplica(environment: Record<string, string>): Promise<TestApi> {
  const api = await startTestApi({ SECRET_KEY: secretKey, ...environment });
  cleanUp.push(() => api.stop());
  return api;
}

async function follow(api: TestApi, token: string, message: object): Promise<TestClient> {
  const client = new TestClient(`${api.url}/ws`, { origin: testOrigin });
  cleanUp.push(() => client.socket.terminate());
  await client.opened;
  client.send({ type: 'auth', ticket: (await api.client(token).createWsTicket({ body: {} })).ticket });
  await client.until('ready');
  client.send({ type: 'subscribe', ...message });
  await client.until('subscribed');
  return client;
}

describe.each(testBackends)('two replicas on one $name', (backend) => {
  async function startTwo() {
    const database = await backend.create();
    cleanUp.push(() => database.drop());
    const environment = { DATABASE_URL: database.url };
    return { first: await startReplica(environment), second: await startReplica(environment) };
  }

  test('a client of one sees what is done at the other, and can go on there', async () => {
    const { first, second } = await startTwo();
    const { accessToken } = await first.signInAs('admin');
    const client = await follow(second, accessToken, { channel: 'servers' });
    const body = { name: 'seen', kind: 'http' as const, url: 'http://127.0.0.1:9/mcp' };
    const made = await first.client(accessToken).createServer({ body });
    const { seq } = await client.until('events', ({ events }) => JSON.stringify(events).includes(made.id));
    await second.client(accessToken).updateServer({ params: { id: made.id }, body: { name: 'renamed' } });
    await client.until('events', ({ events }) => JSON.stringify(events).includes('renamed'));
    const other = await follow(first, accessToken, { channel: 'servers', since: seq });
    await other.until('events', ({ events }) => JSON.stringify(events).includes('renamed'));
  });

  test('a session that is ended at one is over at the other', async () => {
    const { first, second } = await startTwo();
    await first.signInAs('admin');
    const { accessToken } = await first.signInAs('viewer');
    const viewer = second.client(accessToken);
    await viewer.me();
    const client = await follow(second, accessToken, { channel: 'runs' });
    const current = (await first.client(accessToken).listSessions()).items.find((session) => session.current);
    await first.client(accessToken).deleteSession({ params: { id: current?.id ?? '' } });
    expect(await client.closed).toBe(4401);
    await expect
      .poll(() => viewer.me().catch((error: { code: string }) => error.code), patience)
      .toBe('session-revoked');
  });

  test('a write with the same Idempotency-Key happens once, wherever it arrives', async () => {
    const { first, second } = await startTwo();
    const { accessToken } = await first.signInAs('admin');
    const body = { name: 'once', kind: 'http' as const, url: 'http://127.0.0.1:9/mcp' };
    const options = { idempotencyKey: 'key-1' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? first : second).client(accessToken).createServer({ body }, options),
      ),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const other = first.client(accessToken).createServer({ body: { ...body, name: 'twice' } }, options);
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    expect((await first.client(accessToken).listServers({ query: {} })).items).toHaveLength(1);
  });
});

describe.runIf(redisUrl)('with Redis', () => {
  const statusOf = (api: TestApi) => fetch(`${api.url}/api/auth/setup`).then(({ status }) => status);

  test('replicas share one limit; without Redis each counts by itself; when it is back they share again', async () => {
    const { hostname, port } = new URL(redisUrl ?? '');
    const cutter = await startCuttableProxy(hostname, Number(port));
    cleanUp.push(() => cutter.cut());
    const key = Math.round(performance.now() * 1000) % 60_000;
    const environment = {
      REDIS_URL: `redis://127.0.0.1:${cutter.port}`,
      RATE_LIMIT_PER_MINUTE: '6,100000',
      TRUST_PROXY: 'loopback',
    };
    const [first, second] = [await startReplica(environment), await startReplica(environment)];
    const count = async (api: TestApi, address: string) =>
      (await fetch(`${api.url}/api/auth/setup`, { headers: { 'x-forwarded-for': address } })).headers.get('ratelimit');
    const address = (last: number) => `10.${key >> 8}.${key & 255}.${last}`;
    const { accessToken } = await first.signInAs('admin');
    const system = () => first.client(accessToken).getSystem();
    await expect.poll(async () => (await system()).redis.connected, patience).toBe(true);
    expect((await system()).rateLimit).toBe('redis');

    expect(await count(first, address(1))).toContain('r=5');
    expect(await count(second, address(1))).toContain('r=4');

    cutter.cut();
    await expect.poll(async () => (await system()).redis.connected, patience).toBe(false);
    expect(await system()).toMatchObject({ rateLimit: 'memory', redis: { configured: true } });
    expect((await system()).redis.detail).toContain('not reachable since');
    expect(await count(first, address(2))).toContain('r=5');
    expect(await count(second, address(2))).toContain('r=5');

    await cutter.mend();
    await expect.poll(async () => (await system()).redis.connected, patience).toBe(true);
    expect(await count(first, address(3))).toContain('r=5');
    expect(await count(second, address(3))).toContain('r=4');
  });

  test('a Redis that is not there at the start does not hold the lab up', async () => {
    const api = await startReplica({ REDIS_URL: 'redis://127.0.0.1:1' });
    expect(await statusOf(api)).toBe(200);
    const { accessToken } = await api.signInAs('admin');
    expect(await api.client(accessToken).getSystem()).toMatchObject({ rateLimit: 'memory', wakeUps: 'redis' });
  });
});

import type { LabEvent } from '@mcp-lab/contracts';
import { latestSeq, readEvents } from '@mcp-lab/core';
import { transact, type Unit } from '@mcp-lab/core/transact';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi, testOrigin, testPassword } from '../start-test-api.ts';
import { TestClient } from './test-client.ts';

let api: TestApi;
let admin = '';
const clients: TestClient[] = [];
beforeAll(async () => {
  api = await startTestApi();
  admin = (await api.signInAs('admin')).accessToken;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.terminate();
});
afterAll(() => api.stop());

const ticketOf = async (token = admin) => (await api.client(token).createWsTicket({ body: {} })).ticket;

function connect(headers: Record<string, string> = { origin: testOrigin }, path = '/ws'): TestClient {
  const client = new TestClient(`${api.url}${path}`, headers);
  clients.push(client);
  return client;
}

async function signedIn(token = admin): Promise<TestClient> {
  const client = connect();
  await client.opened;
  client.send({ type: 'auth', ticket: await ticketOf(token) });
  await client.until('ready');
  return client;
}

async function following(channel: string, options: object = {}, token = admin): Promise<TestClient> {
  const client = await signedIn(token);
  client.send({ type: 'subscribe', channel, ...options });
  await client.until('subscribed');
  return client;
}

function publish(work: (unit: Unit) => void): Promise<void> {
  const context = { ...api.context, actor: { kind: 'system' as const, name: 'test' } };
  return transact(context, (unit) => {
    work(unit);
    return Promise.resolve();
  });
}

const notice = (message: string) => publish((unit) => unit.publish('system.noticed', { level: 'info', message }));
const position = () => latestSeq(api.context.database.db);
async function stored(after: number, wants: (event: LabEvent) => boolean): Promise<number[]> {
  return (await readEvents(api.context.database.db, after, 100_000)).filter(wants).map(({ seq }) => seq);
}
const log = (message: string, level: 'info' | 'error' = 'info', serverId: string | null = null) =>
  publish((unit) =>
    unit.publish('log.written', { seq: 1, at: 1, level, source: 'lab', serverId, runId: null, message }),
  );

describe('signing in', () => {
  test('a ticket works once', async () => {
    const ticket = await ticketOf();
    const [first, second] = [connect(), connect()];
    await Promise.all([first.opened, second.opened]);
    first.send({ type: 'auth', ticket });
    await first.until('ready');
    second.send({ type: 'auth', ticket });
    expect(await second.closed).toBe(4401);
  });

  test.each([
    ['something else than auth', '{"type":"ping"}'],
    ['a wrong ticket', '{"type":"auth","ticket":"x"}'],
    ['no JSON', 'hello'],
  ])('%s first closes', async (_, text) => {
    const client = connect();
    await client.opened;
    client.socket.send(text);
    expect(await client.closed).toBe(4401);
  });

  test('whoever says nothing is closed', async () => {
    const client = connect();
    expect(await client.closed).toBe(4401);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }, '/ws', 403],
    ['a foreign page without origin', { 'sec-fetch-site': 'cross-site' }, '/ws', 403],
    ['a token in the address', { origin: testOrigin }, '/ws?ticket=x', 400],
    ['another path', { origin: testOrigin }, '/elsewhere', 404],
  ])('%s is refused before it is open', async (_, headers, path, status) => {
    await expect(connect(headers as Record<string, string>, path).opened).rejects.toThrow(String(status));
  });

  test('a program without an origin may come', async () => {
    await connect({}).opened;
  });

  test('more than 64 KB in one message closes', async () => {
    const client = await signedIn();
    client.socket.send('x'.repeat(70_000));
    expect(await client.closed).toBe(1009);
  });
});

describe('following', () => {
  test('brings what happens, in order, and answers a ping', async () => {
    const client = await following('events');
    for (const message of ['a', 'b', 'c']) await notice(message);
    await client.until('events', ({ events }) => JSON.stringify(events).includes('"c"'));
    const seqs = client.seqs('events');
    expect(seqs).toEqual(seqs.toSorted((left, right) => left - right));
    expect(seqs.length).toBe(3);
    client.send({ type: 'ping' });
    expect((await client.until('pong')).seq).toBeGreaterThanOrEqual(seqs.at(-1) ?? 0);
  });

  test('with since brings what was missed, once, without a hole between then and now', async () => {
    const since = await position();
    for (let index = 0; index < 30; index++) await notice(`missed ${index}`);
    const going = Array.from({ length: 30 }, (_, index) => notice(`during ${index}`));
    const client = await following('events', { since });
    await Promise.all(going);
    await notice('last');
    await client.until('events', ({ events }) => JSON.stringify(events).includes('"last"'));
    expect(client.seqs('events')).toEqual(await stored(since, (event) => event.channel === 'events'));
  });

  test('cut off again and again, the parts together are exactly what was stored', async () => {
    const since = await position();
    let at = since;
    const got: number[] = [];
    let writing = true;
    const written = (async () => {
      for (let index = 0; index < 120; index++) await notice(`cut ${index}`);
      writing = false;
    })();
    while (writing || at < (await position())) {
      const before = at;
      const client = await following('events', { since: at });
      await client.until('events', ({ seq }) => seq > before);
      client.socket.terminate();
      const part = client.seqs('events');
      got.push(...part);
      at = part.at(-1) ?? at;
    }
    await written;
    expect(got).toEqual(await stored(since, (event) => event.channel === 'events'));
  }, 60_000);

  test('what is no longer kept, or was never reached, is announced as a gap', async () => {
    await notice('old');
    const kept = await position();
    await notice('new');
    await api.context.database.db.deleteFrom('events').where('seq', '<=', kept).execute();
    const client = await following('events', { since: 0 });
    expect(await client.until('gap')).toMatchObject({ channel: 'events', from: 1, to: kept });
    await client.until('events', ({ events }) => JSON.stringify(events).includes('"new"'));
    const ahead = await following('events', { since: 9_999_999 });
    expect(await ahead.until('gap')).toMatchObject({ channel: 'events', to: await position() });
  });

  test('a log filter lets through what it names', async () => {
    const client = await following('logs', { filter: { serverId: 's1', level: 'warn' } });
    await log('other server', 'error', 's2');
    await log('too quiet', 'info', 's1');
    await log('wanted', 'error', 's1');
    const { events } = await client.until('events');
    expect(events.map(({ payload }) => (payload as { message: string }).message)).toEqual(['wanted']);
  });

  test('more than 50 subscriptions are refused', async () => {
    const client = await signedIn();
    for (let index = 0; index <= 50; index++) client.send({ type: 'subscribe', channel: `runs:r${index}` });
    expect((await client.until('error')).code).toBe('conflict');
    expect(client.messages.filter(({ type }) => type === 'subscribed')).toHaveLength(50);
  });

  test('an unknown channel or message is told, and does no harm', async () => {
    const client = await signedIn();
    client.send({ type: 'subscribe', channel: 'secrets' });
    expect((await client.until('error')).code).toBe('invalid-input');
    client.send({ type: 'ping' });
    await client.until('pong');
  });

  test('no longer follows after unsubscribe', async () => {
    const client = await following('events');
    client.send({ type: 'unsubscribe', channel: 'events' });
    await client.until('unsubscribed');
    await notice('unheard');
    const witness = await following('events', { since: (await position()) - 1 });
    await witness.until('events');
    expect(client.seqs('events')).toEqual([]);
  });
});

describe('rights', () => {
  test('a viewer does not see what happens to users', async () => {
    const { accessToken } = await api.signInAs('viewer');
    const [viewer, boss] = [await following('events', {}, accessToken), await following('events')];
    await api
      .client(admin)
      .createUser({ body: { email: 'seen@lab.test', name: 'S', role: 'viewer', password: testPassword } });
    await notice('for all');
    await viewer.until('events', ({ events }) => JSON.stringify(events).includes('for all'));
    await boss.until('events', ({ events }) => JSON.stringify(events).includes('user.changed'));
    expect(JSON.stringify(viewer.messages)).not.toContain('user.changed');
  });

  test.each([
    ['disabled', { disabled: true }],
    ['given another role', { role: 'operator' as const }],
    ['given another password', { password: 'another long passphrase 8' }],
  ])('an open connection closes when its user is %s', async (_, body) => {
    const { accessToken, user } = await api.signInAs('viewer');
    const client = await following('events', {}, accessToken);
    await api.client(admin).updateUser({ params: { id: user.id }, body });
    expect(await client.closed).toBe(4401);
  });

  test('an open connection closes when its session is ended', async () => {
    const { accessToken } = await api.signInAs('viewer');
    const client = await following('runs', {}, accessToken);
    const own = api.client(accessToken);
    const current = (await own.listSessions()).items.find((session) => session.current);
    await own.deleteSession({ params: { id: current?.id ?? '' } });
    expect(await client.closed).toBe(4401);
  });
});

test('a client that does not read is not waited for: it gets a gap and is sent away, and can resume', async () => {
  const since = await position();
  const client = await following('logs');
  client.socket.pause();
  // More than the buffers of the kernel and the megabyte of the lab hold together.
  const message = 'x'.repeat(60_000);
  const entry = { seq: 1, at: 1, level: 'info', source: 'lab', serverId: null, runId: null, message } as const;
  for (let batch = 0; batch < 25; batch++) {
    await publish((unit) => {
      for (let index = 0; index < 20; index++) unit.publish('log.written', entry);
    });
  }
  // The others are not held up by the one that does not read.
  const witness = await following('logs', { since: (await position()) - 1 });
  await witness.until('events');
  // Being behind for 5 s is what sends a client away: here it stalls for longer.
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  client.socket.resume();
  expect(await client.closed).toBe(1013);
  const gap = client.messages.find((message) => message.type === 'gap');
  expect(gap).toMatchObject({ channel: 'logs' });
  const seen = client.seqs('logs');
  const all = await stored(since, (event) => event.channel === 'logs');
  expect(seen).toEqual(all.slice(0, seen.length));
  expect(gap?.type === 'gap' && gap.from).toBe(all[seen.length]);
  const again = await following('logs', { since: seen.at(-1) ?? since });
  await again.until('events', ({ seq }) => seq === all.at(-1));
  expect(again.seqs('logs')).toEqual(all.slice(seen.length));
}, 60_000);

test('when the api stops, clients are told to come back', async () => {
  const other = await startTestApi();
  const { accessToken } = await other.signInAs('admin');
  const client = new TestClient(`${other.url}/ws`);
  clients.push(client);
  await client.opened;
  client.send({ type: 'auth', ticket: (await other.client(accessToken).createWsTicket({ body: {} })).ticket });
  await client.until('ready');
  await other.stop();
  expect(await client.closed).toBe(1012);
});

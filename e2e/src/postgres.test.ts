// The same product on PostgreSQL with two api and two worker processes, driven through its API.
import { createLabClient, type LabClient, type Run, serverMessageSchema } from '@mcp-lab/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from './lab.ts';
import { processTree } from './process-tree.ts';

const postgres = process.env.TEST_DATABASE_URL;
const redis = process.env.TEST_REDIS_URL;
const isOver = (run: Run) => run.status !== 'queued' && run.status !== 'running';

describe.skipIf(postgres === undefined)('PostgreSQL, two api and two worker processes', () => {
  let lab: Lab;
  let client: LabClient;
  let accessToken: string | null = null;

  beforeAll(async () => {
    lab = await startLab({
      DATABASE_URL: await createDatabase(postgres ?? ''),
      API_REPLICAS: '2',
      WORKER_REPLICAS: '2',
      RATE_LIMIT_PER_MINUTE: '6000,60000',
      ...(redis === undefined ? {} : { REDIS_URL: redis }),
    });
    client = createLabClient({ baseUrl: lab.apiUrl, accessToken: () => accessToken });
    const token = new URL(lab.setupUrl.replace('#', '?')).searchParams.get('token') ?? '';
    const body = { token, email: 'ada@example.com', name: 'Ada', password: 'a quiet morning by the sea' };
    accessToken = (await client.setup({ body })).accessToken;
  });
  afterAll(async () => lab?.stop());

  /** Follows the run over the WebSocket until it is over; nothing is polled. */
  async function followRun(id: string): Promise<{ run: Run; results: number }> {
    const { ticket } = await client.createWsTicket({ body: {} });
    const socket = new WebSocket(`${lab.apiUrl.replace('http', 'ws')}/ws`);
    let results = 0;
    try {
      const run = await new Promise<Run>((resolve, reject) => {
        socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'auth', ticket })));
        socket.addEventListener('close', (event) =>
          reject(new Error(`the socket closed: ${event.code} ${event.reason}`)),
        );
        socket.addEventListener('message', (event) => {
          const message = serverMessageSchema.parse(JSON.parse(String(event.data)));
          if (message.type === 'ready')
            socket.send(JSON.stringify({ type: 'subscribe', channel: `runs:${id}`, since: 0 }));
          if (message.type === 'error') reject(new Error(message.message));
          if (message.type !== 'events') return;
          for (const { type, payload } of message.events) {
            if (type === 'run.result-added') results++;
            if (type === 'run.updated' && isOver(payload as Run)) resolve(payload as Run);
          }
        });
      });
      return { run, results };
    } finally {
      socket.close();
    }
  }

  test('says which backends are in use', async () => {
    const system = await client.getSystem();
    expect(system.database.backend).toBe('postgres');
    expect(system.queue.backend).toBe('pg-boss');
    expect(system.workers.length).toBe(2);
    if (redis !== undefined) expect(system.redis.connected).toBe(true);
    expect(processesOf(lab.pid, 'api').length).toBe(2);
  });

  test('adds a sample, runs conformance, and the results arrive over the WebSocket', async () => {
    const { items } = await client.addSampleServers({ body: { ids: ['sound'] } });
    const serverId = items[0]?.id ?? '';
    const queued = await client.runTest({ body: { serverId } });
    const { run, results } = await followRun(queued.id);
    expect(run).toMatchObject({ status: 'completed', outcome: 'passed' });
    expect(results).toBe(run.progress.total);
    const listed = await client.listRunResults({ params: { id: run.id }, query: { limit: 200 } });
    expect(listed.items.length).toBe(Math.min(200, results));
  });

  test('kill -9 of the worker in the middle of a run: the run goes on or says why not, and nothing is left', async () => {
    const { items } = await client.addSampleServers({ body: { ids: ['slow'] } });
    const queued = await client.runTest({ body: { serverId: items[0]?.id ?? '', options: { maxRunSeconds: 120 } } });
    const acknowledged = await waitFor(async () => {
      const { items: results } = await client.listRunResults({ params: { id: queued.id }, query: { limit: 200 } });
      return results.length > 0 ? results.map((result) => result.id) : undefined;
    });
    const targets = slowSamples();
    expect(targets.length).toBeGreaterThan(0);
    for (const pid of processesOf(lab.pid, 'worker')) process.kill(pid, 'SIGKILL');
    const after = await waitFor(async () => {
      const run = await client.getRun({ params: { id: queued.id } });
      return run.attempt > 1 || run.status === 'interrupted' ? run : undefined;
    }, 30_000);
    if (after.status === 'interrupted') expect(after.reason).toBeTruthy();
    expect(slowSamples().filter((pid) => targets.includes(pid))).toEqual([]);
    const { items: kept } = await client.listRunResults({ params: { id: queued.id }, query: { limit: 200 } });
    expect(kept.map((result) => result.id)).toEqual(expect.arrayContaining(acknowledged));
    await client.cancelRun({ params: { id: queued.id }, body: {} });
    await waitFor(async () => isOver(await client.getRun({ params: { id: queued.id } })) || undefined);
  });

  test('stops in order and leaves no process behind', async () => {
    const before = processTree(lab.pid);
    expect(before.length).toBeGreaterThan(4);
    expect(await lab.stop()).toBe(0);
    const commands = new Map(before.map(({ pid, command }) => [pid, command]));
    const left = processTree(1).filter(({ pid, command }) => commands.get(pid) === command);
    expect(left).toEqual([]);
  });
});

async function createDatabase(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const name = `e2e_${process.pid}`;
  await admin.query(`drop database if exists ${name}`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** Asks again until there is an answer; the deadline is part of what is promised, so it is long enough for a busy machine. */
async function waitFor<T>(ask: () => Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`no answer within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Whoever their parent is now. */
function slowSamples(): number[] {
  return processTree(1).flatMap(({ pid, command }) => (command.includes('samples/slow.ts') ? [pid] : []));
}

function processesOf(root: number, role: 'api' | 'worker'): number[] {
  return processTree(root).flatMap(({ pid, command }) => (command.includes(`/${role}/main.ts`) ? [pid] : []));
}

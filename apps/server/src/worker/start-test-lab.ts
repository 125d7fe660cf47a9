import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { LabClient, Run, Server } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { type ProcessFixture, processTarget } from '@mcp-lab/fixtures/process/process-target';
import { findProcesses } from '@mcp-lab/wire';
import { startTestApi } from '../api/start-test-api.ts';
import { TestClient } from '../api/websocket/test-client.ts';
import { runOwner, serverOwner } from './owner.ts';
import { endTestWorker, startTestWorker } from './start-test-worker.ts';

/** Machines are busy: what matters is that it happens, not when. */
export const patience = { timeout: 100_000, interval: 100 };
/** Enough checks that a run is still under way when a test looks. */
const shortSuite = { only: ['init-*', 'rpc-*'] };

/** An api and the process of a worker on a database of their own, for one test file. */
export interface TestLab {
  lab: LabClient;
  worker: ChildProcess;
  endWorker(signal: NodeJS.Signals): Promise<void>;
  restartWorker(): Promise<void>;
  add(command: string, args: string[], more?: object): Promise<Server>;
  addFixture(name: ProcessFixture, more?: object): Promise<Server>;
  addBare(): Promise<Server>;
  start(server: Server): Promise<Server>;
  read(server: Server): Promise<Server>;
  becomes(server: Server, status: Server['status']): Promise<void>;
  logOf(server: Server): Promise<string>;
  run(server: Server, options?: object): Promise<Run>;
  /** Follows a channel of the WebSocket, from the first event there ever was. */
  follow(channel: string): Promise<TestClient>;
  readRun(run: Run): Promise<Run>;
  runBecomes(run: Run, status: Run['status']): Promise<void>;
  /** Resolves when it has stored a result and is not over. */
  runIsUnderWay(run: Run): Promise<void>;
  /** Pids of whatever was started for it. */
  processesOf(subject: Server | Run): number[];
  stop(): Promise<void>;
}

/** Looks until it is as wanted. Throws with what it is instead when it does not become so. */
async function waitUntil<Value>(look: () => Promise<Value>, isWanted: (value: Value) => boolean): Promise<void> {
  const deadline = performance.now() + patience.timeout;
  for (;;) {
    const value = await look();
    if (isWanted(value)) return;
    if (performance.now() > deadline) throw new Error(`it stays ${JSON.stringify(value)}`);
    await pause(patience.interval);
  }
}

/** `environment` overrides variables, for example the database. */
export async function startTestLab(environment: Record<string, string> = {}): Promise<TestLab> {
  const api = await startTestApi(environment);
  const lab = api.client((await api.signInAs('admin')).accessToken);
  let worker = await startTestWorker(api.environment);
  const followers: TestClient[] = [];
  let count = 0;
  const add: TestLab['add'] = (command, args, more = {}) =>
    lab.createServer({ body: { name: `server ${++count}`, kind: 'stdio', launch: { command, args }, ...more } });
  const read: TestLab['read'] = ({ id }) => lab.getServer({ params: { id } });
  const readRun: TestLab['readRun'] = ({ id }) => lab.getRun({ params: { id } });

  return {
    lab,
    get worker() {
      return worker;
    },
    endWorker: (signal) => endTestWorker(worker, signal),
    async restartWorker() {
      worker = await startTestWorker(api.environment);
    },
    add,
    addFixture(name, more) {
      const { command, args } = processTarget(name);
      return add(command, args, more);
    },
    addBare: () => add(process.execPath, [bareServerPath, 'stdio']),
    start: ({ id }) => lab.startServer({ params: { id }, body: {} }),
    read,
    becomes: (server, status) =>
      waitUntil(
        async () => (await read(server)).status,
        (now) => now === status,
      ),
    async logOf({ id }) {
      const { items } = await lab.listServerLogs({ params: { id }, query: { limit: 200 } });
      return items.map(({ message }) => message).join('\n');
    },
    run: ({ id }, options = shortSuite) => lab.runTest({ body: { serverId: id, options } }),
    async follow(channel) {
      const client = new TestClient(`${api.url}/ws`);
      followers.push(client);
      await client.opened;
      client.send({ type: 'auth', ticket: (await lab.createWsTicket({ body: {} })).ticket });
      await client.until('ready');
      client.send({ type: 'subscribe', channel, since: 0 });
      await client.until('subscribed');
      return client;
    },
    readRun,
    runBecomes: (run, status) =>
      waitUntil(
        async () => (await readRun(run)).status,
        (now) => now === status,
      ),
    runIsUnderWay: (run) =>
      waitUntil(
        async () => (await readRun(run)).progress.done,
        (done) => done > 0,
      ),
    processesOf: ({ id }) => [
      ...findProcesses({ cookiePrefix: serverOwner(id, null) }),
      ...findProcesses({ cookiePrefix: runOwner(id, null) }),
    ],
    async stop() {
      for (const { socket } of followers) socket.terminate();
      await endTestWorker(worker, 'SIGTERM');
      await api.stop();
    },
  };
}

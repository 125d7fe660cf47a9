import type { Role } from '@mcp-lab/contracts';
import { asLab } from './as-lab.ts';
import type { LabContext, SampleServerDefinition, ServiceContext } from './context.ts';
import { createLabContext } from './create-lab-context.ts';
import type { TestBackend, TestDatabase } from './database/test-database.ts';
import { waitForDatabase } from './database/wait-for-database.ts';
import type { WakeUps } from './events/wake-ups.ts';
import { insertServer } from './servers/insert-server.ts';
import { createUser } from './services/users/create-user.ts';
import { transact } from './transact.ts';

/** A lab over a fresh database, with a clock that only moves when told. Leases follow the database's own clock. */
export interface TestLab {
  context: ServiceContext;
  url: string;
  clock: { nowMs: number };
  /** Warnings and errors that were logged. */
  logged: { level: string; message: string; fields: object }[];
  /** A further user, and the context of their requests. */
  addUser(role: Role, email: string): Promise<ServiceContext>;
  addServer(name: string): Promise<string>;
  /** A second process's view of the same database. */
  openAnother(): Promise<LabContext & { close(): Promise<void> }>;
  close(): Promise<void>;
}

export const testPassword = 'correct battery horse';
const secretKey = 'b2t0ZXIgdGVzdCBrZXkgd2l0aCBlbm91Z2ggZW50cm9weQ';
export const sample: SampleServerDefinition = {
  id: 'everything',
  name: 'Everything',
  description: 'One of each',
  server: {
    name: 'Everything sample',
    description: '',
    kind: 'stdio',
    launch: { command: 'node', args: ['everything.js'], cwd: null },
    url: null,
    autoStart: false,
    restartPolicy: 'on-failure',
    healthIntervalSeconds: 30,
    env: {},
    headers: {},
    auth: null,
    tokens: {},
  },
};

export function createLocalWakeUps(): WakeUps {
  const listeners = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of listeners) listener();
    },
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
}

export async function createTestLab(backend: TestBackend): Promise<TestLab> {
  const home: TestDatabase = await backend.create();
  const clock = { nowMs: Date.UTC(2026, 10, 22, 12) };
  const logged: TestLab['logged'] = [];
  const closers: (() => Promise<void>)[] = [];

  async function open(): Promise<LabContext & { close(): Promise<void> }> {
    const database = await waitForDatabase({ url: home.url, now: () => clock.nowMs, onWait: () => {} });
    const keep = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields });
    const context = await createLabContext({
      database,
      wakeUps: createLocalWakeUps(),
      log: { debug: () => {}, info: () => {}, warn: keep('warn'), error: keep('error') },
      secretKey,
      sessionDays: { idle: 7, absolute: 30 },
      sampleServers: [sample],
      process: {
        version: '0.0.0-test',
        nodeVersion: process.version,
        startedAt: clock.nowMs,
        redis: () => ({ configured: false, connected: false, detail: 'not configured' }),
        rateLimit: () => 'memory',
        wakeUps: 'ipc',
      },
      now: () => clock.nowMs,
    });
    const close = async () => {
      await context.queue.stop();
      await database.close();
    };
    closers.push(close);
    return { ...context, close };
  }

  const context = asLab(await open());
  return {
    context,
    url: home.url,
    clock,
    logged,
    async addUser(role, email) {
      const body = { email, name: `The ${role}`, role, password: testPassword };
      const user = await createUser(context, { body });
      return { ...context, actor: { kind: 'user', id: user.id, email, role, sessionId: 'none', ip: '192.0.2.1' } };
    },
    async addServer(name) {
      const server = await transact(context, (unit) => insertServer(context, unit, { ...sample.server, name }));
      return server.id;
    },
    openAnother: open,
    async close() {
      for (const close of closers.toReversed()) await close();
      await home.drop();
    },
  };
}

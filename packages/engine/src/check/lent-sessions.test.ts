import { bareServerPath } from '@mcp-lab/fixtures';
import { findProcesses, revisions, type ServerProfile, type Session, type StdioTarget } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import { compileCache } from '../checks/gate/compile-cache.ts';
import type { Check } from './check.ts';
import { runConformance } from './run-conformance.ts';

const target: StdioTarget = {
  kind: 'stdio',
  command: process.execPath,
  args: [bareServerPath, 'stdio'],
  env: compileCache,
};
const profile: ServerProfile = {
  transport: 'stdio',
  modern: [],
  legacy: ['2025-11-25'],
  unknownVersions: [],
  evidence: [],
};

/** Runs checks one after another and gives each one's verdict, and the connections it was lent. */
async function runAll(runs: Record<string, (session: Session) => Promise<'pass' | 'fail'>>) {
  const lent: [id: string, connection: number][] = [];
  const checks = Object.entries(runs).map(
    ([id, run]): Check => ({
      id,
      area: 'jsonrpc',
      title: id,
      level: 'MUST',
      revisions,
      transports: ['stdio'],
      isolation: 'session',
      spec: 'basic/index#messages',
      fix: 'Fix it.',
      async run(context) {
        const session = await context.borrow();
        lent.push([id, session.connection]);
        return (await run(session)) === 'pass' ? context.passed('fine') : context.violated('broken');
      },
    }),
  );
  const owner = `lent-test-${process.pid}`;
  const { results } = await runConformance({
    target,
    profile,
    checks,
    owner,
    seed: 1,
    toolVersion: '0.0.0',
    concurrency: 1,
  });
  expect(findProcesses({ cookiePrefix: owner })).toEqual([]);
  return { verdicts: results.map(({ verdict }) => verdict), lent };
}

test('what survived one check is lent to the next, and a finding on it is judged again on a session of its own', async () => {
  let first: number | undefined;
  const { verdicts, lent } = await runAll({
    maltreats: async ({ connection }) => {
      first = connection;
      return 'pass';
    },
    'suffers-from-it': async ({ connection }) => (connection === first ? 'fail' : 'pass'),
    'finds-something': async () => 'fail',
  });
  expect(verdicts).toEqual(['pass', 'pass', 'fail']);
  expect(lent.map(([id]) => id)).toEqual([
    'maltreats',
    'suffers-from-it',
    'suffers-from-it',
    'finds-something',
    'finds-something',
  ]);
  const connections = lent.map(([, connection]) => connection);
  expect(connections[1]).toBe(first);
  expect(connections[3]).toBe(first);
  expect(new Set(connections).size).toBe(3);
});

test('one that owes an answer or has gone is not lent again', async () => {
  const { verdicts, lent } = await runAll({
    'leaves-a-call': async (session) => {
      void session.request('tools/call', { name: 'slow', arguments: { ms: 60_000 } }, { timeoutMs: 60_000 });
      return 'pass';
    },
    'ends-it': async (session) => {
      session.process?.signal('SIGKILL');
      await session.process?.exited;
      return 'pass';
    },
    last: async () => 'pass',
  });
  expect(verdicts).toEqual(['pass', 'pass', 'pass']);
  expect(new Set(lent.map(([, connection]) => connection)).size).toBe(3);
});

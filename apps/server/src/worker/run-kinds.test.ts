import { type Run, type Server, type TestKind, testKinds } from '@mcp-lab/contracts';
import { bareServerPath, notesServerPath } from '@mcp-lab/fixtures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let own: TestLab;
beforeAll(async () => {
  own = await startTestLab();
});
afterAll(() => own.stop());

interface KindOfRun {
  server?: string;
  options?: object;
  cases?: object[];
  /** A part of the id of a result that must be there. */
  finds: string;
}

const pair = {
  name: 'notes',
  write: { tool: 'add_note', arguments: { text: '${unique}' } },
  read: { tool: 'list_notes' },
};

/** The smallest run of each kind that says something. */
const kinds: Record<TestKind, KindOfRun> = {
  conformance: { options: { only: ['init-*'] }, finds: 'init-' },
  functional: { cases: [{ name: 'adds', steps: [{ tool: 'add', arguments: { a: 1, b: 2 } }] }], finds: 'case:adds' },
  fuzz: {
    options: { inputs: { fuzz: { tools: ['add'], phases: ['boundaries'], casesPerTool: 5, sequences: 0 } } },
    finds: 'fuzz:',
  },
  consistency: {
    server: notesServerPath,
    options: {
      only: ['consistency:read-your-writes*', 'consistency:nothing-lost*'],
      inputs: { consistency: { pairs: [pair], parallel: [2], tries: 1 } },
    },
    finds: 'consistency:nothing-lost:notes',
  },
  process: { options: { only: ['process:eof-exit*', 'process:split-frames*'] }, finds: 'process:eof-exit' },
  security: {
    options: { only: ['security:hidden-text*', 'security:rug-pull-snapshot*'] },
    finds: 'security:hidden-text',
  },
  chaos: {
    options: {
      chaos: {
        mix: [{ tool: 'add', arguments: { a: 1, b: 2 } }],
        rate: 20,
        faults: [{ kind: 'latency', ms: 20 }],
        steadySeconds: 0.5,
        seconds: 0.5,
        recoverySeconds: 3,
      },
    },
    finds: 'chaos:',
  },
};

/** The lab then knows what the server was, and a security run compares it with that. */
async function look(server: Server): Promise<void> {
  await own.start(server);
  const seen = async () => (await own.lab.getServerCapabilities({ params: { id: server.id } })).takenAt;
  await expect.poll(seen, patience).not.toBeNull();
  await own.lab.stopServer({ params: { id: server.id }, body: {} });
}

test.each(testKinds)('a run of kind %s goes through the lab', { timeout: 200_000 }, async (kind) => {
  const { server = bareServerPath, options = {}, cases, finds } = kinds[kind];
  const subject = await own.add(process.execPath, [server, 'stdio']);
  if (kind === 'security') await look(subject);
  const body = { serverId: subject.id, kind, options, ...(cases === undefined ? {} : { cases }) };
  const run: Run = await own.lab.runTest({ body: body as Parameters<typeof own.lab.runTest>[0]['body'] });
  await own.runBecomes(run, 'completed');
  const done = await own.readRun(run);
  expect(['passed', 'findings'], `${done.outcome}: ${done.reason}`).toContain(done.outcome);
  const { items } = await own.lab.listRunResults({ params: { id: run.id }, query: {} });
  expect(items.map(({ checkId }) => checkId)).toContainEqual(expect.stringContaining(finds));
  expect(items.map(({ verdict }) => verdict)).toContain('pass');
  expect(own.processesOf(run)).toEqual([]);
  const file = await own.lab.exportRun({ params: { id: run.id }, query: { format: 'json' } });
  const document = JSON.parse(file.content);
  expect(document).toMatchObject({ kind, results: items.map(({ checkId }) => ({ checkId })) });
  if (kind === 'security') {
    expect(items.find(({ checkId }) => checkId === 'security:rug-pull-snapshot')?.verdict).toBe('pass');
  }
  if (kind !== 'chaos') return;
  const { report, ticks } = await own.lab.getRunChaos({ params: { id: run.id } });
  expect(report?.trials).toMatchObject([{ fault: { kind: 'latency' }, notTried: null }]);
  expect(document.chaos).toEqual(report);
  expect(ticks).toEqual(report?.ticks);
  const followed = await own.follow(`runs:${run.id}`);
  const isTick = ({ type }: { type: string }) => type === 'run.chaos-ticked';
  const { events } = await followed.until('events', (message) => message.events.some(isTick));
  expect(events.find(isTick)?.payload).toMatchObject({ runId: run.id, tick: { atMs: ticks[0]?.atMs } });
});

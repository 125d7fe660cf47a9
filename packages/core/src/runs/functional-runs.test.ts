import { functionalCasesSchema, type Result, runOptionsSchema } from '@mcp-lab/contracts';
import type { Result as EngineResult } from '@mcp-lab/engine/run/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { recordCapabilities } from '../servers/record-capabilities.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { appendRunResults } from './append-run-results.ts';
import { beginRun } from './begin-run.ts';
import { finishRun } from './finish-run.ts';

const cases = functionalCasesSchema.parse([{ name: 'adds', steps: [{ tool: 'add', arguments: { a: 1, b: 2 } }] }]);
const options = runOptionsSchema.parse({});

function resultOf(verdict: EngineResult['verdict'], more: Partial<EngineResult> = {}): EngineResult {
  return {
    id: 'case:adds@stdio@2026-07-28',
    checkId: 'case:adds',
    area: 'functional',
    title: 'adds',
    level: 'MUST',
    transport: 'stdio',
    revision: '2026-07-28',
    verdict,
    reason: '',
    severity: 'none',
    spec: { path: '', url: '' },
    fix: '',
    evidence: [],
    repro: { cli: 'mcp-lab test', curl: null, shell: null },
    durationMs: 1,
    ...more,
  };
}

describe.each(testBackends)('functional tests on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  let serverId: string;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
    serverId = await lab.addServer('Subject');
  });
  afterAll(() => lab.close());

  const createTest = (name: string) =>
    services.createTest(operator, { body: { name, description: '', kind: 'functional', serverId, options, cases } });

  /** Runs a test as a worker would that finds these results. */
  async function execute(testId: string, results: EngineResult[]): Promise<{ runId: string; stored: Result[] }> {
    const { id: runId } = await services.runTest(operator, { body: { testId, kind: 'functional' } });
    const assignment = await beginRun(lab.context, { runId, workerId: 'w' });
    expect(assignment?.cases).toEqual(cases);
    const held = { runId, fence: assignment?.fence ?? 0 };
    await appendRunResults(lab.context, { ...held, results });
    const end = {
      outcome: 'passed',
      reason: null,
      hint: null,
      cancelled: false,
      profile: null,
      droppedFrames: 0,
      head: null,
    } as const;
    await finishRun(lab.context, { ...held, ...end });
    lab.clock.nowMs += 1_000;
    const { items } = await services.listRunResults(operator, { params: { id: runId }, query: { limit: 10 } });
    return { runId, stored: items };
  }

  test('cases are saved, changed, run and run again; what cannot be run is refused with its place', async () => {
    const created = await createTest('Sums');
    expect(created).toMatchObject({ kind: 'functional', cases: [{ name: 'adds', retries: 0, session: 'own' }] });
    const { runId } = await execute(created.id, [resultOf('pass')]);
    await services.updateTest(operator, { params: { id: created.id }, body: { cases: [] } });
    const body = { testId: created.id, kind: 'functional' } as const;
    await expect(services.runTest(operator, { body })).rejects.toMatchObject({ code: 'invalid-input' });
    const again = await services.rerunRun(operator, { params: { id: runId }, body: {} });
    expect((await beginRun(lab.context, { runId: again.id, workerId: 'w' }))?.cases).toEqual(cases);
    const bad = functionalCasesSchema.parse([
      { name: 'x', steps: [{ tool: 'x', expect: { assert: [{ path: '$[', exists: true }] } }] },
    ]);
    const update = services.updateTest(operator, { params: { id: created.id }, body: { cases: bad } });
    await expect(update).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ path: 'body.cases.0.steps.0.expect.assert.0.path' }] },
    });
  });

  test('when a run ends its results are labelled by the runs of the same test before it', async () => {
    const one = await createTest('History');
    const other = await createTest('Another history');
    await execute(other.id, [resultOf('fail')]);
    expect((await execute(one.id, [resultOf('pass')])).stored[0]?.labels).toBeUndefined();
    const broken = await execute(one.id, [resultOf('fail')]);
    expect(broken.stored[0]?.labels).toEqual([{ kind: 'broken-since', runId: broken.runId, at: expect.any(Number) }]);
    expect((await execute(one.id, [resultOf('fail')])).stored[0]?.labels).toMatchObject([
      { kind: 'broken-since', runId: broken.runId },
    ]);
    const retried = resultOf('warn', { labels: [{ kind: 'flaky-on-retry', attempts: 2 }] });
    expect((await execute(one.id, [retried])).stored[0]?.labels).toEqual([
      { kind: 'flaky-on-retry', attempts: 2 },
      { kind: 'flaky-in-history', runs: 4, failures: 2 },
    ]);
  });

  test('cases are generated from what was last seen of the server', async () => {
    const generate = () => services.generateTestCases(operator, { body: { serverId, anyTool: false } });
    await expect(generate()).rejects.toMatchObject({ code: 'conflict' });
    await recordCapabilities(lab.context, {
      serverId,
      profile: { transport: 'stdio', modern: ['2026-07-28'], legacy: [], unknownVersions: [], evidence: [] },
      surface: {
        tools: [
          { name: 'look', annotations: { readOnlyHint: true }, inputSchema: { type: 'object' } },
          { name: 'drop' },
        ],
        resources: [],
        resourceTemplates: [],
        prompts: [],
      },
    });
    const generated = await generate();
    expect(generated.cases).toMatchObject([{ name: 'look works', steps: [{ tool: 'look', arguments: {} }] }]);
    expect(generated.yaml).toContain('- name: look works');
    expect(generated.leftOut).toEqual([expect.stringContaining('drop')]);
  });
});

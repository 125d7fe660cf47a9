import { type RunOptions, runOptionsSchema } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { services } from '../services/index.ts';
import { createTestLab, sample, type TestLab } from '../test-lab.ts';
import { appendRunResults } from './append-run-results.ts';
import { beginRun } from './begin-run.ts';
import { finishRun } from './finish-run.ts';

const end = { outcome: 'passed', reason: null, hint: null, cancelled: false, profile: null, droppedFrames: 0 } as const;
const optionsOf = (options: object): RunOptions => runOptionsSchema.parse(options);

describe.each(testBackends)('kinds of runs on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  let admin: ServiceContext;
  let serverId: string;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
    admin = await lab.addUser('admin', 'admin@example.org');
    serverId = await lab.addServer('Subject');
  });
  afterAll(() => lab.close());

  const create = (context: ServiceContext, options: RunOptions) =>
    services.createTest(context, {
      body: { name: 'T', description: '', kind: 'process', serverId, options, cases: [] },
    });

  test.each([
    ['starts a program', { process: { start: { command: 'touch', args: ['/tmp/x'] } } }],
    ['writes into a folder', { security: { root: '/srv/files' } }],
  ])('a run that %s is for those who may define commands; others may run what those have saved', async (_, inputs) => {
    const options = optionsOf({ inputs });
    const refused = { code: 'forbidden', message: expect.stringContaining('servers:define-command') };
    await expect(create(operator, options)).rejects.toMatchObject(refused);
    const run = services.runTest(operator, { body: { serverId, kind: 'process', options } });
    await expect(run).rejects.toMatchObject(refused);
    const { id } = await create(admin, options);
    expect(await services.runTest(operator, { body: { testId: id, kind: 'process' } })).toMatchObject({
      kind: 'process',
    });
    const slower = { ...options, maxRunSeconds: 600 };
    const update = (changed: RunOptions) =>
      services.updateTest(operator, { params: { id }, body: { options: changed } });
    expect((await update(slower)).options.maxRunSeconds).toBe(600);
    const other = optionsOf({ inputs: { process: { start: { command: 'other' } }, security: { root: '/other' } } });
    await expect(update(other)).rejects.toMatchObject(refused);
    await expect(
      services.runTest(operator, { body: { testId: id, kind: 'process', options: other } }),
    ).rejects.toMatchObject(refused);
  });

  test('chaos on a server the lab does not start wants a word that it may be broken', async () => {
    const body = {
      ...sample.server,
      name: 'Remote',
      kind: 'http' as const,
      launch: null,
      url: 'http://127.0.0.1:9/mcp',
    };
    const { id } = await services.createServer(admin, { body });
    const run = (options: object) =>
      services.runTest(operator, { body: { serverId: id, kind: 'chaos', options: optionsOf(options) } });
    await expect(run({})).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ path: 'body.options.chaos.mine' }] },
    });
    expect(await run({ chaos: { mine: true } })).toMatchObject({ kind: 'chaos', status: 'queued' });
  });

  test('a finding keeps how sure it is and what broke it, also in the exported document', async () => {
    const { id: runId } = await services.runTest(operator, { body: { serverId, kind: 'security' } });
    const assignment = await beginRun(lab.context, { runId, workerId: 'w' });
    const held = { runId, fence: assignment?.fence ?? 0 };
    const failure = {
      kind: 'fuzz-failure' as const,
      signature: 'add: no answer',
      seed: 7,
      path: '0:1',
      shrinks: 3,
      confirmed: true,
      calls: [{ tool: 'add', arguments: { a: '\0' } }],
      expect: null,
    };
    const result = {
      id: 'security:ssrf@stdio@2026-07-28',
      checkId: 'security:ssrf',
      area: 'security-suite' as const,
      title: 'No requests for others',
      level: 'SHOULD' as const,
      transport: 'stdio' as const,
      revision: '2026-07-28' as const,
      verdict: 'fail' as const,
      reason: 'it was asked for',
      severity: 'high' as const,
      spec: { path: '', url: '' },
      fix: '',
      evidence: [],
      repro: { cli: 'mcp-lab test', curl: null, shell: null },
      durationMs: 1,
      confidence: 'certain' as const,
      labels: [failure],
    };
    await appendRunResults(lab.context, { ...held, results: [result] });
    await finishRun(lab.context, { ...held, ...end, head: null });
    const { items } = await services.listRunResults(operator, { params: { id: runId }, query: { limit: 10 } });
    expect(items).toMatchObject([{ confidence: 'certain', labels: [failure] }]);
    const file = await services.exportRun(operator, { params: { id: runId }, query: { format: 'json' } });
    expect(JSON.parse(file.content).results).toMatchObject([{ confidence: 'certain', labels: [failure] }]);
    const chaos = services.getRunChaos(operator, { params: { id: runId } });
    await expect(chaos).rejects.toMatchObject({ code: 'not-found' });
  });
});

import { runOptionsSchema } from '@mcp-lab/contracts';
import type { Result as EngineResult } from '@mcp-lab/engine/run/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { testBackends } from '../database/test-database.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';
import { appendRunResults } from './append-run-results.ts';
import { appendTranscriptChunk } from './append-transcript-chunk.ts';
import { beginRun } from './begin-run.ts';
import { finishRun } from './finish-run.ts';
import type { RunHead } from './run-head.ts';

const url = 'https://modelcontextprotocol.io/specification/2026-07-28/basic';
function result(checkId: string, verdict: EngineResult['verdict'], more: Partial<EngineResult> = {}): EngineResult {
  return {
    id: `${checkId}@stdio@2026-07-28`,
    checkId,
    area: 'jsonrpc',
    title: `The check ${checkId}`,
    level: 'MUST',
    transport: 'stdio',
    revision: '2026-07-28',
    verdict,
    reason: `100% ${verdict}`,
    severity: 'none',
    spec: { path: '/basic', url },
    fix: '',
    evidence: [0],
    repro: { cli: 'mcp-lab test', curl: null, shell: null },
    durationMs: 1,
    ...more,
  };
}

const frame = {
  seq: 0,
  kind: 'message',
  direction: 'sent',
  connection: 3,
  stream: null,
  firstByteNs: 10,
  lastByteNs: 20,
  text: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  encoding: 'utf8',
  droppedBytes: 0,
  rpc: { method: 'ping', id: '1' },
} as const;

const headOf = (notRun: RunHead['notRun']): RunHead => ({
  schemaVersion: 1,
  kind: 'conformance',
  tool: { name: 'mcp-lab', version: '1.2.3' },
  target: { kind: 'stdio', command: 'node', args: ['server.js'], env: {} },
  profile: { transport: 'stdio', modern: ['2026-07-28'], legacy: [], unknownVersions: [], evidence: [] },
  seed: 1,
  startedAt: 1_000,
  finishedAt: 2_000,
  summary: {
    outcome: 'findings',
    reason: null,
    hint: null,
    cancelled: false,
    counts: { pass: 1, fail: 1, warn: 0, info: 0, 'not-applicable': 0, untestable: 0, error: 0 },
  },
  notRun,
  connections: [{ connection: 3, revision: '2026-07-28', purpose: 'tour', checkId: null }],
  transcript: { startedAt: 1_000, dropped: { frames: 0, bytes: 0 }, incompleteConnections: [] },
});

describe.each(testBackends)('documents of runs on $name', (backend) => {
  let lab: TestLab;
  let operator: ServiceContext;
  let serverId: string;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    operator = await lab.addUser('operator', 'operator@example.org');
    serverId = await lab.addServer('A <b>subject</b>');
  });
  afterAll(() => lab.close());

  async function execute(results: EngineResult[], head: RunHead | null): Promise<string> {
    const options = runOptionsSchema.parse({});
    const { id: runId } = await services.runTest(operator, { body: { serverId, kind: 'conformance', options } });
    const assignment = await beginRun(lab.context, { runId, workerId: 'w' });
    const held = { runId, fence: assignment?.fence ?? 0 };
    await appendRunResults(lab.context, { ...held, results });
    await appendTranscriptChunk(lab.context, { ...held, chunk: 0, frames: [frame] });
    const end = { outcome: 'findings', reason: null, hint: null, cancelled: false, profile: null } as const;
    await finishRun(lab.context, { ...held, ...end, droppedFrames: 0, head });
    return runId;
  }

  test('a run is exported in every format, as an attachment with a safe name', async () => {
    const excluded = { checkId: 'left-out', why: 'excluded', reason: 'not ours to judge' } as const;
    const id = await execute([result('a', 'pass'), result('b', 'fail')], headOf([excluded]));
    const exported = (format: 'json' | 'junit' | 'sarif' | 'html' | 'md' | 'csv') =>
      services.exportRun(operator, { params: { id }, query: { format } });
    const json = await exported('json');
    expect(json.name).toBe(`run-A-b-subject-b-${id}.json`);
    expect(JSON.parse(json.content)).toMatchObject({
      ...headOf([excluded]),
      results: [{ id: 'a@stdio@2026-07-28' }, { checkId: 'b' }],
      transcript: { frames: [{ seq: 0, text: frame.text }] },
    });
    expect((await exported('junit')).content).toContain('<testsuites');
    expect(JSON.parse((await exported('sarif')).content).version).toBe('2.1.0');
    expect((await exported('html')).contentType).toContain('text/html');
    expect((await exported('md')).content).toContain('left-out');
    expect((await exported('csv')).name).toMatch(/\.csv$/);
    const pdf = services.exportRun(operator, { params: { id }, query: { format: 'pdf' } });
    await expect(pdf).rejects.toMatchObject({ code: 'not-offered' });
    expect(await services.listNotRun(operator, { params: { id } })).toEqual({ items: [excluded] });
    const query = { from: 0, limit: 10 };
    const timeline = await services.getRunTimeline(operator, { params: { id }, query });
    expect(timeline).toMatchObject({
      items: [{ seq: 0, rpc: { method: 'ping', id: '1' }, length: frame.text.length }],
      nextFrom: null,
      connections: [{ connection: 3, purpose: 'tour' }],
    });
    expect(JSON.stringify(timeline)).not.toContain('jsonrpc');
  });

  test('a run whose process was lost is exported with what is known of it', async () => {
    const id = await execute([result('a', 'pass')], null);
    const { content } = await services.exportRun(operator, { params: { id }, query: { format: 'json' } });
    expect(JSON.parse(content)).toMatchObject({ summary: { outcome: 'incomplete' }, notRun: [] });
  });

  test('two runs are compared; what was not run is not fixed', async () => {
    const base = await execute(
      [result('breaks', 'pass'), result('mended', 'fail'), result('left', 'fail'), result('same', 'fail')],
      headOf([]),
    );
    const head = await execute(
      [result('breaks', 'fail'), result('mended', 'pass'), result('same', 'fail'), result('fresh', 'warn')],
      headOf([{ checkId: 'left', why: 'not-selected' }]),
    );
    const comparison = await services.compareRuns(operator, { query: { base, head } });
    const idsOf = (part: 'regressed' | 'new' | 'fixed' | 'still' | 'unverified') =>
      comparison[part].map(({ checkId }) => checkId);
    expect([idsOf('regressed'), idsOf('new'), idsOf('fixed'), idsOf('still'), idsOf('unverified')]).toEqual([
      ['breaks'],
      ['fresh'],
      ['mended'],
      ['same'],
      ['left'],
    ]);
    const resultId = comparison.regressed[0]?.head?.resultId ?? '';
    const detail = await services.getRunResult(operator, { params: { id: head, resultId } });
    expect(detail.checkId).toBe('breaks');
    await expect(services.compareRuns(operator, { query: { base, head: 'none' } })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('results are filtered by group, revision and words, wildcards taken literally', async () => {
    const id = await execute(
      [result('a', 'pass'), result('case:b', 'fail', { area: 'functional' }), result('c', 'warn', { area: 'quality' })],
      headOf([]),
    );
    const found = async (query: object) => {
      const { items } = await services.listRunResults(operator, { params: { id }, query: { limit: 10, ...query } });
      return items.map(({ checkId }) => checkId);
    };
    expect(await found({ group: 'conformance' })).toEqual(['a']);
    expect(await found({ group: 'functional' })).toEqual(['case:b']);
    expect(await found({ group: 'quality' })).toEqual(['c']);
    expect(await found({ search: '100% WARN' })).toEqual(['c']);
    expect(await found({ search: '1%pass' })).toEqual([]);
    expect(await found({ revision: '2025-11-25' })).toEqual([]);
  });
});

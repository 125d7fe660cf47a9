import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runOptionsSchema } from '@mcp-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends } from '../database/test-database.ts';
import { services } from '../services/index.ts';
import { createTestLab, type TestLab } from '../test-lab.ts';

const source = (file: string) => JSON.stringify(join(import.meta.dirname, '..', file));

/** A worker that stores results of one run as fast as it can and prints each one after it was acknowledged. */
const program = `
  import { createLabContext } from ${source('create-lab-context.ts')};
  import { waitForDatabase } from ${source('database/wait-for-database.ts')};
  import { appendRunResults } from ${source('runs/append-run-results.ts')};
  import { beginRun } from ${source('runs/begin-run.ts')};
  import { createLocalWakeUps } from ${source('test-lab.ts')};
  const [url, runId] = process.argv.slice(1);
  const ignore = () => {};
  const context = await createLabContext({
    database: await waitForDatabase({ url, now: Date.now, onWait: ignore }),
    wakeUps: createLocalWakeUps(),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    secretKey: 'a key for a process that is going to be killed',
    sessionDays: { idle: 1, absolute: 1 },
    sampleServers: [],
    process: {},
  });
  const held = await beginRun(context, { runId, workerId: 'doomed' });
  for (let n = 0; ; n++) {
    const result = {
      id: 'check.' + n, checkId: 'check.' + n, area: 'jsonrpc', title: 't', level: 'MUST', transport: 'stdio',
      revision: '2026-07-28', verdict: 'pass', reason: 'r'.repeat(500), severity: 'none', spec: { path: '', url: '' },
      fix: '', evidence: [], repro: { cli: '', curl: null, shell: null }, durationMs: 1,
    };
    await appendRunResults(context, { runId, fence: held.fence, results: [result] });
    process.stdout.write(result.id + '\\n');
  }
`;

describe.each(testBackends)('durability on $name', (backend) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await createTestLab(backend);
  });
  afterAll(() => lab.close());

  test('whatever was acknowledged before kill -9 is there, once, with its event', async () => {
    const serverId = await lab.addServer('Subject');
    for (const acknowledgedBeforeKill of [1, 7, 40]) {
      const run = await services.runTest(lab.context, {
        body: { serverId, kind: 'conformance', options: runOptionsSchema.parse({}) },
      });
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program, lab.url, run.id]);
      const acknowledged: string[] = [];
      let errors = '';
      child.stderr.on('data', (chunk: Buffer) => {
        errors += chunk.toString();
      });
      createInterface(child.stdout).on('line', (line) => {
        acknowledged.push(line);
        if (acknowledged.length === acknowledgedBeforeKill) child.kill('SIGKILL');
      });
      await once(child, 'close');
      expect(errors).toBe('');
      const stored = await services.listRunResults(lab.context, { params: { id: run.id }, query: { limit: 200 } });
      const ids = stored.items.map(({ checkId }) => checkId);
      expect(ids.slice(0, acknowledged.length)).toEqual(acknowledged);
      // At most the one that was under way may be there beyond what was acknowledged.
      expect(ids.length - acknowledged.length).toBeLessThanOrEqual(1);
      expect(new Set(ids).size).toBe(ids.length);
      const events = await lab.context.database.db
        .selectFrom('events')
        .select('payload')
        .where('type', '=', 'run.result-added')
        .where('payload', 'like', `%${run.id}%`)
        .execute();
      expect(events).toHaveLength(ids.length);
      expect((await services.getRun(lab.context, { params: { id: run.id } })).counts.pass).toBe(ids.length);
    }
  });
});

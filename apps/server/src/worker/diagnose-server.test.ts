import { setTimeout as pause } from 'node:timers/promises';
import type { Diagnosis, Server } from '@mcp-lab/contracts';
import { bareServerPath } from '@mcp-lab/fixtures';
import { findProcesses } from '@mcp-lab/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnosisOwner } from './owner.ts';
import { patience, startTestLab, type TestLab } from './start-test-lab.ts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
}, patience.timeout);
afterAll(() => lab.stop(), patience.timeout);

async function diagnose({ id }: Server): Promise<Diagnosis> {
  const asked = await lab.lab.diagnoseServer({ params: { id }, body: {} });
  expect(asked).toMatchObject({ serverId: id, status: 'queued', report: null });
  const deadline = performance.now() + patience.timeout;
  for (;;) {
    const { diagnosis } = await lab.lab.getServerDiagnosis({ params: { id } });
    if (diagnosis?.finishedAt != null) {
      expect(diagnosis).toMatchObject({ status: 'done', reason: null });
      return diagnosis;
    }
    if (performance.now() > deadline) throw new Error(`it stays ${JSON.stringify(diagnosis)}`);
    await pause(patience.interval);
  }
}

test(
  'a sound server that is stopped connects; nothing stays behind',
  async () => {
    const server = await lab.addBare();
    expect(await lab.lab.getServerDiagnosis({ params: { id: server.id } })).toEqual({ diagnosis: null });
    const { report, id } = await diagnose(server);
    expect(report).toMatchObject({ connects: true, diagnosis: null, server: { transport: 'stdio' } });
    expect(findProcesses({ cookiePrefix: diagnosisOwner(id, null) })).toEqual([]);
    expect((await lab.read(server)).status).toBe('stopped');
  },
  patience.timeout,
);

test(
  'a server that misses a variable: the cause, without its secrets',
  async () => {
    const script = 'console.error(process.env.OTHER_TOKEN, "WEATHER_API_KEY must be set"); process.exit(1)';
    const server = await lab.add(process.execPath, ['-e', script], { env: { OTHER_TOKEN: 'token-of-ours-1789' } });
    const { report } = await diagnose(server);
    expect(report?.diagnosis).toMatchObject({ step: 'environment', what: expect.stringContaining('WEATHER_API_KEY') });
    expect(JSON.stringify(report)).not.toContain('token-of-ours-1789');
  },
  patience.timeout,
);

test(
  'a command that is not there, an address of the metadata service',
  async () => {
    const missing = await lab.add('mcp-lab-no-such-program', []);
    expect((await diagnose(missing)).report?.diagnosis).toMatchObject({ step: 'command' });
    const metadata = await lab.lab.createServer({
      body: { name: 'metadata', kind: 'http', url: 'http://169.254.169.254/mcp' },
    });
    expect((await diagnose(metadata)).report?.diagnosis).toMatchObject({
      step: 'address',
      what: '169.254.169.254 is off limits here.',
    });
  },
  patience.timeout,
);

test(
  'a server that is reached by URL and does not run is started for the look',
  async () => {
    const server = await lab.lab.createServer({
      body: {
        name: 'by url',
        kind: 'http',
        url: 'http://127.0.0.1:1/mcp',
        launch: { command: process.execPath, args: [bareServerPath, 'nonsense'] },
      },
    });
    const { report } = await diagnose(server);
    expect(report?.steps.map(({ id }) => id)).toContain('start');
    expect(report?.diagnosis).toMatchObject({ step: 'start' });
  },
  patience.timeout,
);

test('a second question while one is under way gets the same look', async () => {
  const server = await lab.addFixture('never-answers');
  const first = await lab.lab.diagnoseServer({ params: { id: server.id }, body: {} });
  const second = await lab.lab.diagnoseServer({ params: { id: server.id }, body: {} });
  expect(second.id).toBe(first.id);
  await lab.lab.deleteServer({ params: { id: server.id } });
});

import { findProcesses, type Target } from '@mcp-lab/wire';
import { describe, expect, test } from 'vitest';
import { startBareServer } from '../checks/gate/start-bare-server.ts';
import type { RunDocument } from '../run/run-document.ts';
import { runInterop } from './run-interop.ts';

const run = (target: Target, only: string[] = []) =>
  runInterop({ target, only, seed: 1, toolVersion: 'test', requestTimeoutMs: 5_000, owner: 'interop-test' });
const findings = ({ results }: RunDocument) =>
  results.filter(({ verdict }) => verdict !== 'pass').map(({ checkId, verdict }) => `${checkId} ${verdict}`);

describe.each(['stdio', 'streamable-http'] as const)('the official client over %s', (transport) => {
  test('finds nothing wrong with a sound server, in any mode', async () => {
    const server = await startBareServer(transport, []);
    try {
      const document = await run(server.target);
      expect(findings(document), JSON.stringify(document.results, null, 1)).toEqual([]);
      expect(document.results.map(({ checkId }) => checkId)).toEqual(
        ['auto', 'legacy', 'modern'].flatMap((mode) =>
          ['connect', 'list', 'call', 'read', 'prompt', 'close', 'errors'].map((step) => `interop-${mode}-${step}`),
        ),
      );
      expect(document).toMatchObject({ kind: 'interop', summary: { outcome: 'passed' } });
      expect(document.transcript.frames.length).toBeGreaterThan(50);
    } finally {
      await server.close();
    }
  }, 60_000);

  test('a server of one era: what it does not speak does not apply', async () => {
    const server = await startBareServer(transport, ['--eras', 'legacy']);
    try {
      const document = await run(server.target, ['interop-auto', 'interop-modern']);
      const connects = document.results.filter(({ checkId }) => checkId.endsWith('-connect'));
      expect(connects.map(({ verdict, revision }) => `${verdict} ${revision}`)).toEqual([
        'pass 2025-11-25',
        'not-applicable 2026-07-28',
      ]);
    } finally {
      await server.close();
    }
  }, 60_000);

  test('what the client cannot take is told with its frames', async () => {
    const server = await startBareServer(transport, ['--defect', 'tools-entry-shape']);
    try {
      const document = await run(server.target, ['interop-legacy']);
      const list = document.results.find(({ checkId }) => checkId === 'interop-legacy-list');
      expect(list?.verdict).toBe('fail');
      expect(list?.reason).toContain('official client');
      expect(list?.evidence.length).toBeGreaterThan(0);
      expect(list?.repro.cli).toContain('--suite interop');
    } finally {
      await server.close();
    }
  }, 60_000);
});

test('no process is left, whatever the server does at the end', async () => {
  const server = await startBareServer('stdio', []);
  await run(server.target, ['interop-auto']);
  expect(findProcesses({ cookiePrefix: 'interop-test' })).toEqual([]);
}, 60_000);

test('a server that cannot be started is an outcome', async () => {
  const document = await run({ kind: 'stdio', command: 'mcp-lab-no-such-command', args: [], env: {} });
  expect(document.summary).toMatchObject({ outcome: 'unreachable' });
});

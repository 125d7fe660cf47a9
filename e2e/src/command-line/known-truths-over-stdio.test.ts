// What is known of real servers over stdio is found by the command line as a user calls it; and nothing else is claimed of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { everythingPath, filesystemPath, memoryPath, sequentialThinkingPath } from '../real-servers.ts';
import { idsOf } from './ids-of.ts';
import { warningsEverywhere, warningsOfEverything } from './known-warnings.ts';
import { runCli } from './run-cli.ts';

const runTimeoutMs = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-known-truths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// They agree to 2025-03-26, whose servers MUST take batches, and drop them; what does not parse is met with silence.
const failsOverStdio = ['rpc-batch-supported'];
// The SDK inside refuses a call with params.task where tasks is not declared; it is to be ignored.
const failsWithoutTasks = [...failsOverStdio, 'tasks11-ignored-if-undeclared'];
const warningsOverStdio = [
  ...warningsEverywhere,
  'rpc-batch-empty',
  'rpc-fractional-id-rejected',
  'rpc-parse-error-stdio',
];

const stdioServers: { name: string; args: string[]; fails: string[]; warnings: string[] }[] = [
  {
    name: 'server-everything',
    args: [everythingPath, 'stdio'],
    fails: failsOverStdio,
    warnings: [...warningsOverStdio, ...warningsOfEverything],
  },
  { name: 'server-memory', args: [memoryPath], fails: failsWithoutTasks, warnings: warningsOverStdio },
  {
    name: 'server-filesystem',
    args: [filesystemPath, folder],
    fails: failsWithoutTasks,
    // The text is that of the one member, not the JSON of the whole.
    warnings: [...warningsOverStdio, 'tools-structured-text'],
  },
  {
    name: 'server-sequential-thinking',
    args: [sequentialThinkingPath],
    fails: failsWithoutTasks,
    warnings: warningsOverStdio,
  },
];
for (const { name, args, fails, warnings } of stdioServers) {
  test(
    `${name} over stdio: just what is true of it`,
    async () => {
      const { code, stdout } = await runCli(['test', '--json', '--', process.execPath, ...args]);
      expect(idsOf(stdout, 'fail')).toEqual(fails.toSorted());
      expect(idsOf(stdout, 'warn')).toEqual(warnings.toSorted());
      expect(idsOf(stdout, 'error')).toEqual([]);
      expect(code).toBe(1);
    },
    runTimeoutMs,
  );
}

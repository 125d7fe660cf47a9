import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StdioProcess } from '@mcp-lab/wire';
import type { OfficialSuite } from './find-suite.ts';
import { type OfficialCheck, readChecks } from './read-checks.ts';

export interface ScenarioOptions {
  suite: OfficialSuite;
  url: string;
  scenario: string;
  revision: string;
  timeoutMs: number;
  /** Of the suite's process. */
  env: Record<string, string>;
  owner?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** What one scenario wrote, or why there is nothing. No process of it is left. */
export async function runScenario(
  options: ScenarioOptions,
): Promise<{ checks: OfficialCheck[] } | { problem: string }> {
  const { suite, url, scenario, revision, timeoutMs, env, owner, signal } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mcp-lab-official-'));
  const args = [suite.entry, 'server', '--url', url, '--scenario', scenario, '--spec-version', revision];
  const bounds = ['--timeout', String(timeoutMs), '-o', folder];
  try {
    const process = await StdioProcess.start({
      target: { kind: 'stdio', command: globalThis.process.execPath, args: [...args, ...bounds], env },
      events: { onLine: () => {} },
      now: () => Math.round(performance.now() * 1e6),
      maxFrameBytes: 64 * 1024,
      owner,
      signal,
    });
    process.closeStdin();
    const overdue = new AbortController();
    // Its own timeout comes first; this one is for a suite that hangs.
    const isOver = await Promise.race([
      process.exited.then(() => true),
      wait(timeoutMs + 10_000, false, { signal: overdue.signal }).catch(() => true),
    ]);
    overdue.abort();
    await process.stop({ graceMs: 500 });
    const checks = readChecks(folder);
    if (checks !== undefined) return { checks };
    if (!isOver) return { problem: `it did not end within ${Math.round(timeoutMs / 1000)} s` };
    const last = process.stderrTail.trim().split('\n').at(-1) ?? '';
    return { problem: `it wrote no checks${last === '' ? '' : `: ${last.slice(0, 300)}`}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

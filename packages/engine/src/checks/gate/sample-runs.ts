import { bareServerPath } from '@mcp-lab/fixtures';
import { processTarget } from '@mcp-lab/fixtures/process/process-target';
import { runConformance } from '../../check/run-conformance.ts';
import type { RunDocument } from '../../run/run-document.ts';
import { compileCache } from './compile-cache.ts';

/** A few checks against the bare server with one defect: failures, passes and checks that were not run. */
export function runFewChecks(defect: string, only: readonly string[] = ['rpc-version-field', 'rpc-error-shape']) {
  const args = [bareServerPath, 'stdio', ...(defect === '' ? [] : ['--defect', defect])];
  return runConformance({
    target: { kind: 'stdio', command: process.execPath, args, env: compileCache },
    seed: 1,
    toolVersion: '0.0.0',
    only,
    revisions: ['2025-11-25', '2026-07-28'],
    requestTimeoutMs: 8_000,
  });
}

/** The server whose every text tries to break out of the report it is shown in. */
export function runAgainstHostileText(): Promise<RunDocument> {
  return runConformance({
    target: processTarget('hostile-text'),
    seed: 1,
    toolVersion: '0.0.0',
    only: ['rpc-version-field', 'rpc-error-shape', 'stdio-stdout-clean'],
    revisions: ['2025-11-25'],
    requestTimeoutMs: 8_000,
  });
}

import type { FuzzFailure } from '@mcp-lab/contracts';
import { conductRun } from '../run/conduct-run.ts';
import type { RunDocument } from '../run/run-document.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';

export type FuzzRunSettings = SuiteSettings & {
  /** Where the inputs are from, for the commands that repeat a finding. */
  suiteFile?: string;
  /** Rows of calls that broke something in an earlier run; they are made before anything else. */
  regressions?: readonly FuzzFailure['calls'][];
};

/**
 * Calls tools with arguments made from their schemas: examples, edges, random valid and invalid ones, and sequences in
 * which results feed calls. How much and how long stands in `inputs.fuzz`. The same seed and the same surface give the
 * same arguments. Only tools that may be called: see `chooseTools`. Never rejects because of the server.
 */
export async function runFuzz(settings: FuzzRunSettings): Promise<RunDocument> {
  const secrets = { ...settings.inputs.tokens, ...settings.secrets };
  return conductRun('fuzz', settings, secrets, async (run) => {
    // fast-check takes a tenth of a second to load, which nobody else should pay for.
    const { fuzzServer } = await import('./fuzz-server.ts');
    return fuzzServer(settings, run);
  });
}

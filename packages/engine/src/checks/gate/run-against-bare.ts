import { suiteInputsSchema } from '@mcp-lab/contracts';
import { protectedInputs, soundInputs } from '@mcp-lab/fixtures';
import type { JsonObject, Revision, TransportKind } from '@mcp-lab/wire';
import { runConformance } from '../../check/run-conformance.ts';
import type { RunDocument } from '../../run/run-document.ts';
import { startBareServer } from './start-bare-server.ts';

interface BareRun {
  transport: TransportKind;
  /** What the server is started with. */
  args: readonly string[];
  /** Default: all the server speaks. */
  revisions?: readonly Revision[];
  only?: readonly string[];
  /** What a suite file would add to what is known of the sound server. */
  inputs?: JsonObject;
}

/** One run of the conformance suite against a bare fixture of its own. Discovery has tests of its own. */
export async function runAgainstBare({ transport, args, revisions, only, inputs }: BareRun): Promise<RunDocument> {
  const { target, profile, tokens, close } = await startBareServer(transport, args);
  try {
    return await runConformance({
      target,
      profile,
      seed: 1,
      toolVersion: 'gate',
      only,
      revisions,
      allowSideEffects: true,
      inputs: suiteInputsSchema.parse({ ...(tokens ? { ...protectedInputs, tokens } : soundInputs), ...inputs }),
      // A busy machine may take its time to start a process, and no check waits this long for nothing.
      requestTimeoutMs: 8_000,
    });
  } finally {
    await close();
  }
}

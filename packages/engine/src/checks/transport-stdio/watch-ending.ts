import type { CheckContext } from '../../check/check.ts';
import { observeOnce } from '../jsonrpc/observe-once.ts';
import { endingFrames } from './process-ending.ts';

/** Long for a server that only has to leave; short for one that does not notice. */
export const graceMs = 4_000;

/** What it takes for a process to leave that has served one handshake: stdin is closed, then SIGTERM, then SIGKILL. */
export const watchEnding = observeOnce(async (context: CheckContext) => {
  const session = await context.open();
  const report = await session.close({ graceMs });
  return { report, evidence: endingFrames(context.transcript.frames, session.connection) };
});

import { isJsonObject } from '@mcp-lab/wire';
import { framesOfConnection } from '../run/frames-of-connection.ts';
import type { CheckRun, RunEnvironment } from './run-check.ts';
import { openInRun } from './session-in-run.ts';

/** So many checks in a row without one byte from the server, and it is asked whether it still lives. */
const strikesBeforeProbe = 3;

/**
 * Notices a server that has died, so that the checks left are not spent on waiting for it. One silent check proves
 * nothing, since some requests deserve silence; several in a row followed by an unanswered opening do.
 */
export function createPeerHealth(environment: RunEnvironment) {
  let strikes = 0;
  let probe: Promise<string | undefined> | undefined;
  let death: string | undefined;
  return {
    /** Why nothing more can be learnt from the server, or undefined while it lives. */
    get death() {
      return death;
    },
    async observe(run: CheckRun): Promise<void> {
      if (run.connections.length === 0 || death !== undefined) return;
      strikes = heardAnything(environment, run) ? 0 : strikes + 1;
      if (strikes < strikesBeforeProbe) return;
      // Checks running side by side share one probe.
      probe ??= probePeer(environment, run);
      death = await probe;
      probe = undefined;
      strikes = 0;
    },
  };
}

function heardAnything({ transcript }: RunEnvironment, run: CheckRun): boolean {
  return run.connections.some(({ connection }) =>
    framesOfConnection(transcript.frames, connection).some(
      ({ direction, kind }) => direction === 'received' && (kind === 'message' || kind === 'http-response'),
    ),
  );
}

async function probePeer(environment: RunEnvironment, { planned }: CheckRun): Promise<string | undefined> {
  try {
    const { revision } = planned;
    const session = await openInRun(environment, { revision, purpose: 'discovery', checkId: null });
    const { opening } = session;
    await session.close({ graceMs: 500 });
    if (isJsonObject(opening?.result)) return undefined;
    return `the server stopped answering: the opening got ${opening?.failure ?? opening?.outcome ?? 'nothing'}`;
  } catch (error) {
    if (environment.signal.aborted) return undefined;
    return `the server stopped answering: ${error instanceof Error ? error.message : String(error)}`;
  }
}

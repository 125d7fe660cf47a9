import type { CallOutcome } from '@mcp-lab/contracts';
import type { Frame } from '@mcp-lab/wire';

/** One call of the steady load. Milliseconds of the run's clock, from the moment it was meant to be made. */
export interface CallRecord {
  id: number;
  name: string;
  startedMs: number;
  endedMs: number;
  outcome: CallOutcome;
  detail: string;
  /** There was a session to make it in. */
  isConnected: boolean;
  /** What was sent for it and what came. */
  frames: readonly Frame[];
}

import type { CallOutcome } from '@mcp-lab/contracts';

/** One call as it is recorded. Milliseconds from its intended start. */
export interface CallSample {
  outcome: CallOutcome;
  detail: string;
  /** Null where nothing came, unless it was waited for in vain. */
  latencyMs: number | null;
  firstByteMs: number | null;
  bytesSent: number;
  bytesReceived: number;
}

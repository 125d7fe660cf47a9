import type { CallOutcome } from '@mcp-lab/contracts';
import type { Frame, JsonObject, Reply } from '@mcp-lab/wire';

/** One call that was made and how it ended. */
export interface CallRecord {
  tool: string;
  arguments: JsonObject;
  reply: Reply;
  outcome: CallOutcome;
  /** How, in a few words; empty for `ok`. */
  detail: string;
  /** What was sent and what came for it; how the process ended, too, where it did. */
  frames: Frame[];
}

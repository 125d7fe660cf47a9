import type { Revision, ServerProfile } from '@mcp-lab/wire';
import type { Result } from './result.ts';
import type { RunSummary } from './run-document.ts';

/** What a run tells while it goes on, in this order; `check-started`, `result` and `frames` repeat. */
export type ProgressEvent =
  | { type: 'discovered'; profile: ServerProfile }
  /** How many results will come; a check counts once per revision it runs at. */
  | { type: 'plan'; total: number }
  | { type: 'tour'; revision: Revision; tools: number; resources: number; prompts: number; failure?: string }
  | { type: 'check-started'; checkId: string; revision: Revision }
  | { type: 'result'; result: Result }
  | { type: 'frames'; count: number; dropped: number }
  | { type: 'finished'; summary: RunSummary };

import type { CallRole } from '@mcp-lab/contracts';
import type { Frame } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { nothingRun } from './tasks-scope.ts';

/** `judgeEach` for what only tasks show: says which call to name where nothing was seen. */
export function judgeTasks<Subject extends { frame: Frame }>(
  context: CheckContext,
  role: CallRole,
  subjects: readonly Subject[],
  wording: { subjects: string; sound: string },
  faultOf: (subject: Subject) => string | undefined,
): CheckOutcome {
  if (subjects.length > 0) return judgeEach(context, subjects, wording, faultOf);
  return nothingRun(context, role, `showed no ${wording.subjects}`);
}

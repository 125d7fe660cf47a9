import type { CallRole } from '@mcp-lab/contracts';
import type { Frame } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { nothingAsked } from './questions.ts';

/** `judgeEach` for what only comes when certain calls are made: says which call to name where nothing came. */
export function judgeQuestions<Subject extends { frame: Frame }>(
  context: CheckContext,
  roles: readonly [CallRole, ...CallRole[]],
  subjects: readonly Subject[],
  wording: { subjects: string; sound: string },
  faultOf: (subject: Subject) => string | undefined,
): CheckOutcome {
  return subjects.length === 0 ? nothingAsked(context, roles) : judgeEach(context, subjects, wording, faultOf);
}

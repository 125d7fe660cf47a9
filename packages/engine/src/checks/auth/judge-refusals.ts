import type { Reply } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { describeStatus, httpEvidence } from './http-evidence.ts';

export interface Attempt {
  /** What was sent, as the subject of a sentence: `a request without token`. */
  what: string;
  reply: Reply;
}

/** Judges attempts that must end with one of the given HTTP statuses. */
export function judgeRefusals(
  context: CheckContext,
  attempts: readonly Attempt[],
  statuses: readonly number[],
): CheckOutcome {
  const wrong = attempts.filter(({ reply: { status = 0 } }) => !statuses.includes(status));
  const [first] = wrong;
  if (first === undefined) {
    const told = attempts.map(({ what, reply }) => `${what}: ${describeStatus(reply)}`).join('; ');
    return context.passed(told, httpEvidence(context, attempts[0]?.reply));
  }
  const evidence = httpEvidence(context, ...wrong.slice(0, 2).map(({ reply }) => reply));
  if (wrong.every(({ reply }) => reply.status === undefined)) {
    return context.untestable(`${first.what} got ${describeReply(first.reply)}`);
  }
  const told = wrong.map(({ what, reply }) => `${what} got ${describeReply(reply)}`).slice(0, 3);
  return context.violated(`expected HTTP ${statuses.join(' or ')}; ${told.join('; ')}`, evidence);
}

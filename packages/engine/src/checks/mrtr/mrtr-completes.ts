import { isJsonObject, modernRevisions, type Reply, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, type FirstRound, inputRequired, openRounds, sayRound } from './call-rounds.ts';

/** More than any form has steps. */
const maxRounds = 8;

export const mrtrCompletesCheck: Check = {
  id: 'mrtr-completes',
  area: 'mrtr',
  title: 'A call whose questions are answered comes to an end',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#basic-workflow',
  fix: 'Take the answers from inputResponses of the retry, and what was known before from its requestState; do not ask the same again.',
  async run(context) {
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    const ends = await Promise.all(rounds.map((round) => goOn(context, session, round)));
    for (const [index, { reply, count, isComplete }] of ends.entries()) {
      const round = rounds[index];
      if (isComplete || round === undefined) continue;
      const after = `after ${count} rounds with fitting answers`;
      const reason = `expected a complete result ${after}; ${sayRound(round, reply)}`;
      return context.violated(reason, replyEvidence(round.reply, reply));
    }
    const told = rounds.map(({ call }, index) => `${call.name} after ${ends[index]?.count} rounds`);
    return context.passed(`complete: ${told.join(', ')}`, replyEvidence(ends[0]?.reply));
  },
};

/** Answers every question until there are no more, or there have been too many. */
async function goOn(context: CheckContext, session: Session, { call, reply: first }: FirstRound) {
  let reply: Reply = first;
  let count = 1;
  for (let asked = inputRequired(reply); asked !== undefined && count < maxRounds; asked = inputRequired(reply)) {
    const options = { inputResponses: asked.answers, requestState: asked.state };
    reply = await callRound(context, session, call, options);
    count++;
  }
  return { reply, count, isComplete: isJsonObject(reply.result) && inputRequired(reply) === undefined };
}

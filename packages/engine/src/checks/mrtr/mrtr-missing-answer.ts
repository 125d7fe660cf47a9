import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound } from './call-rounds.ts';

export const mrtrMissingAnswerCheck: Check = {
  id: 'mrtr-missing-answer',
  area: 'mrtr',
  title: 'An answer that is missing is asked for again',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#error-handling',
  fix: 'Answer a retry that lacks a needed answer with another input_required that asks for it, not with an error.',
  async run(context) {
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session } = opened;
    const rounds = opened.rounds.filter(({ answers }) => Object.keys(answers).length > 0);
    for (const round of rounds) {
      const reply = await callRound(context, session, round.call, { inputResponses: {}, requestState: round.state });
      if (isJsonObject(reply.result)) continue;
      const reason = `without the answers it had asked for, ${sayRound(round, reply)}; expected it to ask again`;
      return context.violated(reason, replyEvidence(round.reply, reply));
    }
    if (rounds.length === 0) return context.untestable('no call asked a question that can be left unanswered');
    return context.passed(`${rounds.length} calls went on, or asked again, when an answer was missing`);
  },
};

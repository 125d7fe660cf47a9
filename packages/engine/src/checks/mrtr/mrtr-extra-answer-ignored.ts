import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound } from './call-rounds.ts';

const extraKey = 'mcp-lab-nobody-asked-this';

export const mrtrExtraAnswerIgnoredCheck: Check = {
  id: 'mrtr-extra-answer-ignored',
  area: 'mrtr',
  title: 'An answer to nothing is ignored',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#error-handling',
  fix: 'Take from inputResponses what was asked for and let everything else pass.',
  async run(context) {
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    for (const round of rounds) {
      const inputResponses = { ...round.answers, [extraKey]: { action: 'accept', content: { unasked: true } } };
      const reply = await callRound(context, session, round.call, { inputResponses, requestState: round.state });
      if (isJsonObject(reply.result)) continue;
      // Refused without it as well, the extra answer is not why.
      const plain = await callRound(context, session, round.call, {
        inputResponses: round.answers,
        requestState: round.state,
      });
      if (!isJsonObject(plain.result))
        return context.untestable(`also without an extra answer, ${sayRound(round, plain)}`);
      const reason = `with an answer under the key ${extraKey}, which nobody asked for, ${sayRound(round, reply)}`;
      return context.violated(reason, replyEvidence(round.reply, reply));
    }
    return context.passed(`${rounds.length} calls went on although an answer too many was given`);
  },
};

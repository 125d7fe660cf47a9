import { type JsonObject, type JsonValue, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound, wentOn } from './call-rounds.ts';

export const mrtrBadAnswerCheck: Check = {
  id: 'mrtr-bad-answer',
  area: 'mrtr',
  title: 'An answer of the wrong shape is not taken for a good one',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#error-handling',
  fix: 'Check inputResponses against what was asked before using it; refuse with error −32602 or ask again.',
  async run(context) {
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session } = opened;
    const rounds = opened.rounds.filter(({ answers }) => Object.keys(answers).length > 0);
    if (rounds.length === 0) return context.untestable('no call asked a question that can be answered badly');
    for (const round of rounds) {
      const attempts = spoil(round.answers);
      const replies = await Promise.all(
        attempts.map(({ inputResponses }) =>
          callRound(context, session, round.call, { inputResponses, requestState: round.state }),
        ),
      );
      const taken = replies.findIndex((reply) => wentOn(reply, round) || reply.outcome === 'closed');
      const reply = replies[taken];
      if (reply === undefined) continue;
      const reason = `${attempts[taken]?.what}, and ${sayRound(round, reply)}`;
      return context.violated(reason, replyEvidence(round.reply, reply));
    }
    return context.passed(`${rounds.length} calls took none of three malformed inputResponses for an answer`);
  },
};

function spoil(answers: JsonObject) {
  const each = (value: JsonValue) => Object.fromEntries(Object.keys(answers).map((key) => [key, value]));
  return [
    { what: 'inputResponses was a string', inputResponses: 'mcp-lab' as JsonValue },
    { what: 'the answers were numbers', inputResponses: each(42) },
    {
      what: 'the answers were objects with nothing in them that was asked for',
      inputResponses: each({ nonsense: true }),
    },
  ];
}

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound, wentOn } from './call-rounds.ts';

export const mrtrStateTamperCheck: Check = {
  id: 'mrtr-state-tamper',
  area: 'mrtr',
  title: 'A requestState that was changed is not trusted',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Sign or encrypt requestState, verify it when it comes back, and refuse the call with error −32602 where it does not fit.',
  async run(context) {
    const opened = await openRounds(context, ['keepsState', ...askingRoles]);
    if ('verdict' in opened) return opened;
    const { session } = opened;
    const rounds = opened.rounds.filter(({ state }) => typeof state === 'string' && state.length > 0);
    if (rounds.length === 0) return context.untestable('the calls that ask for input hand out no requestState');
    for (const round of rounds) {
      const attempts = tamper(String(round.state));
      const replies = await Promise.all(
        attempts.map(({ state }) =>
          callRound(context, session, round.call, { inputResponses: round.answers, requestState: state }),
        ),
      );
      const trusted = replies.findIndex((reply) => wentOn(reply, round));
      const reply = replies[trusted];
      if (reply === undefined) continue;
      // A state that nothing depends on may be changed as one likes.
      const without = await callRound(context, session, round.call, { inputResponses: round.answers });
      if (wentOn(without, round)) continue;
      const reason = `${attempts[trusted]?.what}, and ${sayRound(round, reply)}`;
      return context.violated(reason, replyEvidence(round.reply, reply));
    }
    return context.passed(`changed in three ways, the requestState of ${rounds.length} calls was not trusted`);
  },
};

function tamper(state: string) {
  const middle = Math.floor(state.length / 2);
  const flipped = state[middle] === 'A' ? 'B' : 'A';
  return [
    {
      what: 'a character in the middle of requestState was changed',
      state: `${state.slice(0, middle)}${flipped}${state.slice(middle + 1)}`,
    },
    { what: 'the last characters of requestState were cut off', state: state.slice(0, -4) },
    { what: 'requestState was made up', state: Buffer.from('{"admin":true}').toString('base64') },
  ];
}

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, type FirstRound, openRounds, sayRound, wentOn } from './call-rounds.ts';

export const mrtrStateCrossRequestCheck: Check = {
  id: 'mrtr-state-cross-request',
  area: 'mrtr',
  title: 'A requestState is good for the request it was issued for',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Put the method and a digest of the parameters into the protected state, and refuse it on a request that does not match.',
  async run(context) {
    const opened = await openRounds(context, ['keepsState', ...askingRoles]);
    if ('verdict' in opened) return opened;
    const { session } = opened;
    const rounds = opened.rounds.filter(({ state }) => typeof state === 'string');
    const pairs = rounds.flatMap((to) => rounds.filter((from) => !isSameCall(from, to)).map((from) => ({ from, to })));
    if (pairs.length === 0) {
      return context.untestable(
        'two different calls that hand out a requestState are needed: name more of them in the suite file',
      );
    }
    for (const { from, to } of pairs) {
      const reply = await callRound(context, session, to.call, {
        inputResponses: to.answers,
        requestState: from.state,
      });
      if (!wentOn(reply, to)) continue;
      // Where the state plays no part, a wrong one does no harm.
      const without = await callRound(context, session, to.call, { inputResponses: to.answers });
      if (wentOn(without, to)) continue;
      const reason = `with the requestState of ${from.call.name}, ${sayRound(to, reply)}`;
      return context.violated(reason, replyEvidence(from.reply, reply));
    }
    return context.passed(`the requestState of one call was refused on another, in ${pairs.length} combinations`);
  },
};

function isSameCall({ call: left }: FirstRound, { call: right }: FirstRound): boolean {
  return left.name === right.name && JSON.stringify(left.arguments) === JSON.stringify(right.arguments);
}

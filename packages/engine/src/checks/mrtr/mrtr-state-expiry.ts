import { setTimeout as delay } from 'node:timers/promises';
import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds, sayRound, wentOn } from './call-rounds.ts';

/** The clock of the server is not ours. */
const marginFactor = 1.5;

export const mrtrStateExpiryCheck: Check = {
  id: 'mrtr-state-expiry',
  area: 'mrtr',
  title: 'A requestState is refused when its time is over',
  level: 'SHOULD',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  deadlineMs: ({ requestStateSeconds = 0 }) => 30_000 + requestStateSeconds * 1_000 * marginFactor,
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Put a short expiry into the protected state and refuse it after that.',
  async run(context) {
    const { requestStateSeconds } = context.inputs;
    if (requestStateSeconds === undefined) {
      return context.untestable('name in the suite file, as requestStateSeconds, how long a requestState is good for');
    }
    const opened = await openRounds(context, ['keepsState', ...askingRoles]);
    if ('verdict' in opened) return opened;
    const rounds = opened.rounds.filter(({ state }) => typeof state === 'string');
    const [round] = rounds;
    if (round === undefined) return context.untestable('the calls that ask for input hand out no requestState');
    await delay(requestStateSeconds * 1_000 * marginFactor, undefined, { signal: context.signal });
    const answer = { inputResponses: round.answers, requestState: round.state };
    const reply = await callRound(context, opened.session, round.call, answer);
    const waited = `${requestStateSeconds * marginFactor} s after it was issued the requestState was presented, and ${sayRound(round, reply)}`;
    if (!wentOn(reply, round)) return context.passed(waited, replyEvidence(reply));
    return context.violated(`it should have expired: ${waited}`, replyEvidence(round.reply, reply));
  },
};

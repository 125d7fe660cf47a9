import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { callRound, openRounds, sayRound } from './call-rounds.ts';

export const mrtrDeclineCancelCheck: Check = {
  id: 'mrtr-decline-cancel',
  area: 'mrtr',
  title: 'A user who declines or dismisses a form gets an orderly answer',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'client/elicitation#error-handling',
  fix: 'Look at the action of the answer before its content, and end the call with a result that says that nothing was done.',
  async run(context) {
    const opened = await openRounds(context, ['elicitsForm', 'elicitsUrl', 'keepsState']);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    for (const round of rounds) {
      for (const action of ['decline', 'cancel']) {
        const inputResponses = Object.fromEntries(Object.keys(round.inputRequests).map((key) => [key, { action }]));
        const reply = await callRound(context, session, round.call, { inputResponses, requestState: round.state });
        const isOrderly = reply.message !== undefined && reply.error?.code !== -32603;
        if (isOrderly) continue;
        const reason = `the user chose ${action}, and ${sayRound(round, reply)}`;
        return context.violated(reason, replyEvidence(round.reply, reply));
      }
    }
    return context.passed(`${rounds.length} calls ended in order when the user declined and when the user cancelled`);
  },
};

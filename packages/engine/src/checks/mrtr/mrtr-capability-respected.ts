import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { askableCapabilities } from '../../surface/answer-question.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, inputRequired, openRounds } from './call-rounds.ts';

/** Everything but one thing. */
const withheld = [
  { method: 'elicitation/create', capability: 'elicitation' },
  { method: 'sampling/createMessage', capability: 'sampling' },
  { method: 'roots/list', capability: 'roots' },
].map(({ method, capability }) => {
  const { [capability]: _, ...capabilities } = askableCapabilities;
  return { method, capabilities };
});

export const mrtrCapabilityRespectedCheck: Check = {
  id: 'mrtr-capability-respected',
  area: 'mrtr',
  title: 'Nothing is asked that the client did not declare',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Look at the clientCapabilities of the very request before putting a question into inputRequests; without the capability answer with error −32021.',
  async run(context) {
    // What a call asks for where it may is what it must not ask for where it may not.
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    const calls = rounds.map(({ call }) => call);
    const attempts = calls.flatMap((call) => withheld.map((one) => ({ call, ...one })));
    const replies = await Promise.all(
      attempts.map(({ call, capabilities }) => callRound(context, session, call, { capabilities })),
    );
    let asked = 0;
    for (const [index, reply] of replies.entries()) {
      const { call, method } = attempts[index] ?? {};
      if (reply.outcome !== 'silent' && reply.outcome !== 'closed') asked++;
      const questions = Object.values(inputRequired(reply)?.inputRequests ?? {}).filter(isJsonObject);
      const wrong = questions.find((question) => question.method === method);
      if (wrong === undefined) continue;
      const reason = `${call?.name} was called by a client that declares everything but what ${method} needs, and asked ${quoteJson(wrong)}`;
      return context.violated(reason, replyEvidence(reply));
    }
    if (asked === 0) return context.untestable('none of the calls without a capability was answered');
    return context.passed(`${calls.length} calls with each capability withheld in turn: none asked for it`);
  },
};

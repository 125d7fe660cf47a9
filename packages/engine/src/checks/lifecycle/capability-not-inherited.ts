import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { askingRoles, callRound, inputRequired, openRounds } from '../mrtr/call-rounds.ts';
import { modernTransports } from './modern-scope.ts';
import { replyEvidence } from './reply-evidence.ts';

export const capabilityNotInheritedCheck: Check = {
  id: 'capability-not-inherited',
  area: 'lifecycle',
  title: 'A capability declared once does not count for the next request',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Read clientCapabilities from the _meta of each request and keep nothing of it.',
  async run(context) {
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    for (const { call, reply: first } of rounds) {
      const second = await callRound(context, session, call, { capabilities: {} });
      const asked = inputRequired(second);
      if (asked === undefined || Object.keys(asked.inputRequests).length === 0) continue;
      const reason = `${call.name} was called with capabilities and then without: the second time it asked for ${quoteJson(asked.inputRequests)} all the same`;
      return context.violated(reason, replyEvidence(first, second));
    }
    return context.passed(`${rounds.length} calls asked for nothing once the capability was no longer declared`);
  },
};

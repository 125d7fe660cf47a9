import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askingRoles, callRound, openRounds } from '../mrtr/call-rounds.ts';
import { streamableHttpOnly } from './streamable-http-scope.ts';

export const httpCapabilityMissing400Check: Check = {
  id: 'http-capability-missing-400',
  area: 'transport-http',
  title: 'Error −32021 comes with HTTP 400',
  level: 'MUST',
  revisions: modernRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Set the HTTP status to 400 when the body is error −32021.',
  async run(context) {
    // Only a call that asks where it may is known to need what it asks for.
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    const calls = rounds.map(({ call }) => call);
    const replies = await Promise.all(calls.map((call) => callRound(context, session, call, { capabilities: {} })));
    const refused = replies.filter(({ error }) => error?.code === -32021);
    if (refused.length === 0) return context.untestable('no call without capabilities got error -32021');
    const wrong = refused.find(({ status }) => status !== 400);
    if (wrong === undefined)
      return context.passed(`${refused.length} times error -32021, each with HTTP 400`, replyEvidence(refused[0]));
    return context.violated(`expected HTTP 400 with error -32021, got ${describeReply(wrong)}`, replyEvidence(wrong));
  },
};

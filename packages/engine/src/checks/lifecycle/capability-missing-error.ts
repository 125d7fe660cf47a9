import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { askingRoles, callRound, openRounds } from '../mrtr/call-rounds.ts';
import { modernTransports } from './modern-scope.ts';
import { replyEvidence } from './reply-evidence.ts';

export const capabilityMissingErrorCheck: Check = {
  id: 'capability-missing-error',
  area: 'lifecycle',
  title: 'A call that needs a capability the client lacks gets error −32021',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/index#meta',
  fix: 'Answer with error −32021 and, in data.requiredCapabilities, an object with the capabilities that are missing.',
  async run(context) {
    // Only a call that asks where it may is known to need what it asks for.
    const opened = await openRounds(context, askingRoles);
    if ('verdict' in opened) return opened;
    const { session, rounds } = opened;
    const calls = rounds.map(({ call }) => call);
    const replies = await Promise.all(calls.map((call) => callRound(context, session, call, { capabilities: {} })));
    const refused: string[] = [];
    for (const [index, reply] of replies.entries()) {
      const name = calls[index]?.name ?? '';
      const { error, result } = reply;
      // It did without: then nothing was required.
      if (isJsonObject(result) && result.resultType !== 'input_required' && result.isError !== true) continue;
      const required = isJsonObject(error?.data) ? error.data.requiredCapabilities : undefined;
      if (error?.code !== -32021 || !isJsonObject(required)) {
        const reason = `${name} asks the client for input; called without any capability it got ${describeReply(reply)}, expected error -32021 with an object in data.requiredCapabilities`;
        return context.violated(reason, replyEvidence(reply));
      }
      refused.push(`${name} requires ${quoteJson(required)}`);
    }
    if (refused.length === 0) return context.untestable('the calls that ask for input all did without');
    return context.passed(refused.join(', '), replyEvidence(replies[0]));
  },
};

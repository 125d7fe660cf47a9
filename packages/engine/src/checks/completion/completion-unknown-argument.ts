import { type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { completionSubjects, isNotOffered, valuesOf } from './ask-completion.ts';

export const completionUnknownArgumentCheck: Check = {
  id: 'completion-unknown-argument',
  area: 'completion',
  title: 'Completing an unknown or missing argument does not fail',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#error-handling',
  fix: 'Answer with error −32602, or with no values.',
  async run(context) {
    const targets = completionSubjects(context);
    if ('verdict' in targets) return targets;
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const [target] = targets;
    const ref = target?.ref ?? {};
    const odd: [string, JsonObject][] = [
      ['an unknown argument', { ref, argument: { name: 'mcp-lab-no-such-argument', value: '' } }],
      ['no argument at all', { ref }],
    ];
    const seen: string[] = [];
    for (const [what, params] of odd) {
      const reply = await session.request('completion/complete', params, { timeoutMs: patienceMs });
      if (isNotOffered(reply) && context.revision === '2024-11-05')
        return context.notApplicable('completion/complete is not offered');
      const isEmpty = valuesOf(reply.result)?.length === 0;
      if (reply.error?.code !== -32602 && !isEmpty) {
        return context.violated(
          `expected error -32602 or no values for ${what}; it got ${describeReply(reply)}`,
          replyEvidence(reply),
        );
      }
      seen.push(`${what} got ${isEmpty ? 'no values' : 'error -32602'}`);
    }
    return context.passed(seen.join('; '));
  },
};

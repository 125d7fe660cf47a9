import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, completionSubjects } from './ask-completion.ts';

/** More than any person types, and little enough for any server. A limit above it is not seen, so nothing fails here. */
const burst = 150;

export const completionRateLimitCheck: Check = {
  id: 'completion-rate-limit',
  area: 'completion',
  title: 'Completion requests are limited in their rate',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  destructive: true,
  quiet: 'server',
  spec: 'server/utilities/completion#security',
  fix: 'Limit how many completions a client may ask for in a second, and refuse the rest with an error.',
  async run(context) {
    const targets = completionSubjects(context);
    if ('verdict' in targets) return targets;
    const session = await context.open();
    const [target] = targets;
    if (target === undefined) return context.untestable('there is nothing to complete');
    const startedNs = context.transcript.now();
    const replies = await Promise.all(Array.from({ length: burst }, () => askCompletion(session, target)));
    const seconds = ((context.transcript.now() - startedNs) / 1e9).toFixed(1);
    const served = replies.filter(({ result }) => result !== undefined).length;
    const refused = replies.find(
      ({ result, message, status }) => result === undefined && (message !== undefined || status === 429),
    );
    if (served === 0)
      return context.untestable(
        `no completion was served: the first got ${replies[0] === undefined ? 'nothing' : describeReply(replies[0])}`,
      );
    if (refused !== undefined) {
      return context.passed(
        `${burst - served} of ${burst} completions in ${seconds} s were not served: ${describeReply(refused)}`,
        replyEvidence(refused),
      );
    }
    return context.informed(`all ${served} of ${burst} completions in ${seconds} s were served: no limit was met`);
  },
};

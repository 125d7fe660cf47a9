import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, completionSubjects, valuesOf } from './ask-completion.ts';

export const completionContextCheck: Check = {
  id: 'completion-context',
  area: 'completion',
  title: 'The arguments chosen so far can be told',
  level: 'MAY',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#requesting-completions',
  fix: 'Accept context.arguments in completion/complete, even where it makes no difference.',
  async run(context) {
    const targets = completionSubjects(context);
    if ('verdict' in targets) return targets;
    const session = await context.shared();
    const target = targets.find(({ others }) => others.length > 0) ?? targets[0];
    if (target === undefined) return context.untestable('there is nothing to complete');
    const plain = await askCompletion(session, target);
    if (valuesOf(plain.result) === undefined)
      return context.untestable(`without a context, completion got ${describeReply(plain)}`);
    const chosen = Object.fromEntries(target.others.map((name) => [name, 'mcp-lab']));
    const reply = await askCompletion(session, target, '', { context: { arguments: chosen } });
    if (valuesOf(reply.result) !== undefined)
      return context.passed('a completion with context.arguments was served', replyEvidence(reply));
    return context.violated(
      `a completion with context.arguments got ${describeReply(reply)}; without, it works`,
      replyEvidence(reply),
    );
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { completionTargets } from '../../surface/completion-targets.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, isCompletionDeclared, isNotOffered, valuesOf } from './ask-completion.ts';

export const completionResourceRefCheck: Check = {
  id: 'completion-resource-ref',
  area: 'completion',
  title: 'Variables of resource templates can be completed',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#reference-types',
  fix: 'Serve completion/complete with a ref of type ref/resource and the URI template that is listed; no suggestions are an empty array.',
  async run(context) {
    if (!isCompletionDeclared(context)) return context.notApplicable('completions is not declared');
    const [target] = completionTargets(context.tour).ofTemplates;
    if (target === undefined) return context.notApplicable('no resource template with variables is listed');
    const session = await context.shared();
    const reply = await askCompletion(session, target);
    if (isNotOffered(reply) && context.revision === '2024-11-05')
      return context.notApplicable('completion/complete is not offered');
    const values = valuesOf(reply.result);
    const what = `${quoteJson(target.argument, 60)} of ${quoteJson(target.ref.uri, 80)}`;
    if (values !== undefined) return context.passed(`${what} got ${values.length} values`, replyEvidence(reply));
    return context.violated(`expected values for ${what}; it got ${describeReply(reply)}`, replyEvidence(reply));
  },
};

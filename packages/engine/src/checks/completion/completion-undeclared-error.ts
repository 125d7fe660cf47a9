import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, isCompletionDeclared, isNotOffered } from './ask-completion.ts';

export const completionUndeclaredErrorCheck: Check = {
  id: 'completion-undeclared-error',
  area: 'completion',
  title: 'Without completions, completion/complete is refused with −32601',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#error-handling',
  fix: 'Answer error −32601 where completions are not supported.',
  async run(context) {
    // At 2024-11-05 there is nothing to declare, so whoever serves it supports it.
    const isOldest = context.revision === '2024-11-05';
    if (!isOldest && isCompletionDeclared(context)) return context.notApplicable('completions is declared');
    const session = await context.shared();
    const reply = await askCompletion(session, {
      ref: { type: 'ref/prompt', name: 'mcp-lab-no-such-prompt' },
      argument: 'a',
    });
    if (isNotOffered(reply)) return context.passed('completion/complete got error -32601', replyEvidence(reply));
    if (isOldest) return context.notApplicable('completion/complete is offered');
    return context.violated(
      `completions is not declared, so completion/complete should get error -32601; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { askCompletion, isCompletionDeclared, isNotOffered } from './ask-completion.ts';

export const completionUnknownPromptCheck: Check = {
  id: 'completion-unknown-prompt',
  area: 'completion',
  title: 'Completing for an unknown prompt is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#error-handling',
  fix: 'Answer completion/complete for a prompt or template that does not exist with error −32602.',
  async run(context) {
    if (!isCompletionDeclared(context)) return context.notApplicable('completions is not declared');
    const session = await context.shared();
    const name = `mcp_lab_no_such_prompt_${Math.floor(context.random() * 1e9)}`;
    const reply = await askCompletion(session, { ref: { type: 'ref/prompt', name }, argument: 'a' });
    if (isNotOffered(reply) && context.revision === '2024-11-05')
      return context.notApplicable('completion/complete is not offered');
    if (reply.error?.code === -32602) return context.passed('an unknown prompt got error -32602', replyEvidence(reply));
    return context.violated(
      `expected error -32602 for an unknown prompt; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

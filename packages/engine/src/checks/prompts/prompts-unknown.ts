import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const promptsUnknownCheck: Check = {
  id: 'prompts-unknown',
  area: 'prompts',
  title: 'An unknown prompt is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/prompts#error-handling',
  fix: 'Answer prompts/get with an unknown name with error −32602.',
  async run(context) {
    if (!isJsonObject(context.tour.capabilities.prompts)) return context.notApplicable('prompts is not declared');
    const session = await context.shared();
    const name = `mcp_lab_no_such_prompt_${Math.floor(context.random() * 1e9)}`;
    const reply = await session.request('prompts/get', { name }, { timeoutMs: patienceMs });
    if (reply.error?.code === -32602) return context.passed('an unknown prompt got error -32602', replyEvidence(reply));
    return context.violated(
      `expected error -32602 for an unknown prompt; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

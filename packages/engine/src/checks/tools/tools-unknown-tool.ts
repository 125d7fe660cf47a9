import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const toolsUnknownToolCheck: Check = {
  id: 'tools-unknown-tool',
  area: 'tools',
  title: 'An unknown tool is refused with −32602',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/tools#error-handling',
  fix: 'Answer a name that is not listed with error −32602 "Unknown tool", not with a result.',
  async run(context) {
    if (!isJsonObject(context.tour.capabilities.tools)) return context.notApplicable('tools is not declared');
    const session = await context.shared();
    const name = `mcp_lab_no_such_tool_${Math.floor(context.random() * 1e9)}`;
    const reply = await session.request('tools/call', { name, arguments: {} }, { timeoutMs: patienceMs });
    if (reply.error?.code === -32602) return context.passed('an unknown tool got error -32602', replyEvidence(reply));
    return context.violated(
      `expected error -32602 for an unknown tool; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const resourcesInternalErrorCheck: Check = {
  id: 'resources-internal-error',
  area: 'resources',
  title: 'A failing backend is told as −32603',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#error-handling',
  fix: 'Answer with error −32603 where reading fails for a reason the client can do nothing about.',
  async run(context) {
    const uri = context.inputs.failingResource;
    if (!isJsonObject(context.tour.capabilities.resources)) return context.notApplicable('resources is not declared');
    if (uri === undefined)
      return context.untestable(
        'no resource is known whose backend fails: name one in the suite file, as failingResource',
      );
    const session = await context.shared();
    const reply = await session.request('resources/read', { uri }, { timeoutMs: patienceMs });
    if (reply.error?.code === -32603)
      return context.passed('the failing resource got error -32603', replyEvidence(reply));
    return context.violated(
      `expected error -32603 for the failing resource; it got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

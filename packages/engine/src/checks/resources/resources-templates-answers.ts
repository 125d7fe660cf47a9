import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

export const resourcesTemplatesAnswersCheck: Check = {
  id: 'resources-templates-answers',
  area: 'resources',
  title: 'resources/templates/list is served or refused, and does not fail',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#resource-templates',
  fix: 'Serve resources/templates/list, with an empty array where there are none, or answer error −32601.',
  async run(context) {
    if (!isJsonObject(context.tour.capabilities.resources)) return context.notApplicable('resources is not declared');
    const session = await context.shared();
    const reply = await session.request('resources/templates/list', undefined, { timeoutMs: patienceMs });
    const isList = isJsonObject(reply.result) && Array.isArray(reply.result.resourceTemplates);
    const isRefused = reply.error?.code === -32601;
    const got = `resources/templates/list got ${describeReply(reply)}`;
    if (isList || isRefused) return context.passed(got, replyEvidence(reply));
    return context.violated(`expected a list of templates or error -32601; ${got}`, replyEvidence(reply));
  },
};

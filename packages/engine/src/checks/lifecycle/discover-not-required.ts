import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { modernTransports } from './modern-scope.ts';
import { ordinaryMethod } from './ordinary-method.ts';
import { replyEvidence } from './reply-evidence.ts';

export const discoverNotRequiredCheck: Check = {
  id: 'discover-not-required',
  area: 'lifecycle',
  title: 'A request is served without server/discover before it',
  level: 'MUST',
  derived: 'duty',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'basic/versioning#protocol-version-negotiation',
  fix: 'Serve every request by its own _meta; do not wait for server/discover, which clients may leave out.',
  async run(context) {
    const method = ordinaryMethod(context.tour.capabilities);
    if (method === 'server/discover') {
      return context.untestable(
        'no capability of tools, resources or prompts is known, so no other request must be served',
      );
    }
    const session = await context.open({ handshake: 'none' });
    const reply = await session.request(method, undefined, { timeoutMs: patienceMs });
    if (isJsonObject(reply.result))
      return context.passed(`${method} was served as first request`, replyEvidence(reply));
    return context.violated(
      `expected a result to ${method} as first request, got ${describeReply(reply)}`,
      replyEvidence(reply),
    );
  },
};

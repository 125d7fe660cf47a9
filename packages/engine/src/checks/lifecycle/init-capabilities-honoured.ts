import { isJsonObject, type JsonObject, legacyRevisions, type Reply, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';

export const initCapabilitiesHonouredCheck: Check = {
  id: 'init-capabilities-honoured',
  area: 'lifecycle',
  title: 'Declared capabilities work',
  level: (revision) => (revision >= '2025-06-18' ? 'MUST' : 'SHOULD'),
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  scope: 'all-revisions',
  spec: 'basic/lifecycle#operation',
  fix: 'Serve the methods of each declared capability, or do not declare it.',
  async run(context) {
    const session = await context.shared();
    const uses = usesOf(context, session);
    if (uses.length === 0) return context.notApplicable('no capability with a method to try is declared');
    for (const { capability, method, params, needsResult } of uses) {
      const reply = await session.request(method, params, { timeoutMs: patienceMs });
      if (needsResult ? isJsonObject(reply.result) : isImplemented(reply)) continue;
      const reason = `${capability} is declared, but ${method} got ${describeReply(reply)}`;
      return context.violated(reason, [
        ...(session.opening?.sent ?? []),
        session.opening?.frame,
        ...reply.sent,
        reply.frame,
      ]);
    }
    return context.passed(`served: ${uses.map(({ method }) => method).join(', ')}`);
  },
};

interface Use {
  capability: string;
  method: string;
  params?: JsonObject;
  /** False where our made-up parameters may well be refused: then only "method not found" gives it away. */
  needsResult: boolean;
}

function usesOf({ tour, revision }: CheckContext, { capabilities }: Session): Use[] {
  const { resources, logging, completions, tasks } = capabilities;
  const uses: Use[] = declaredLists(capabilities).map(({ capability, method }) => ({
    capability,
    method,
    needsResult: true,
  }));
  const subscribable = tour.resources.find(({ uri }) => typeof uri === 'string')?.uri;
  if (isJsonObject(resources) && resources.subscribe === true && subscribable !== undefined) {
    const params = { uri: subscribable };
    uses.push({ capability: 'resources.subscribe', method: 'resources/subscribe', params, needsResult: false });
    uses.push({ capability: 'resources.subscribe', method: 'resources/unsubscribe', params, needsResult: false });
  }
  if (isJsonObject(logging)) {
    uses.push({ capability: 'logging', method: 'logging/setLevel', params: { level: 'info' }, needsResult: true });
  }
  // Before 2025-03-26 there is no such capability.
  if (isJsonObject(completions) && revision >= '2025-03-26') {
    const params = { ref: { type: 'ref/prompt', name: 'mcp-lab-no-such-prompt' }, argument: { name: 'a', value: '' } };
    uses.push({ capability: 'completions', method: 'completion/complete', params, needsResult: false });
  }
  if (isJsonObject(tasks) && isJsonObject(tasks.list) && revision === '2025-11-25') {
    uses.push({ capability: 'tasks.list', method: 'tasks/list', needsResult: true });
  }
  return uses;
}

function isImplemented({ message, error }: Reply): boolean {
  return message !== undefined && error?.code !== -32601;
}

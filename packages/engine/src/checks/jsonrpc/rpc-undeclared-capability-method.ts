import { eraOf, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { declaredLists, listMethods } from './declared-lists.ts';
import { describeReply } from './describe-reply.ts';
import { patienceMs } from './patience.ts';

export const rpcUndeclaredCapabilityMethodCheck: Check = {
  id: 'rpc-undeclared-capability-method',
  area: 'jsonrpc',
  title: 'Methods of undeclared capabilities are refused with −32601',
  level: (revision) => (eraOf(revision) === 'modern' ? 'MUST' : 'SHOULD'),
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Declare the capability, or answer its methods with error −32601.',
  async run(context) {
    const session = await context.shared();
    const declared = declaredLists(session.capabilities);
    const undeclared = listMethods.filter((list) => !declared.includes(list));
    if (undeclared.length === 0) return context.notApplicable('tools, prompts and resources are all declared');
    for (const { capability, method } of undeclared) {
      const reply = await session.request(method, undefined, { timeoutMs: patienceMs });
      if (reply.error?.code === -32601) continue;
      const reason = `${capability} is not declared, so ${method} should get error -32601; it got ${describeReply(reply)}`;
      return context.violated(reason, [...reply.sent, reply.frame]);
    }
    return context.passed(`${undeclared.map(({ method }) => method).join(' and ')} got error -32601`);
  },
};

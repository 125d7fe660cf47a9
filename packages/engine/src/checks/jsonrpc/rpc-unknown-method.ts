import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { describeReply } from './describe-reply.ts';
import { unknownMethod } from './harmless-request.ts';
import { patienceMs } from './patience.ts';

export const rpcUnknownMethodCheck: Check = {
  id: 'rpc-unknown-method',
  area: 'jsonrpc',
  title: 'An unknown method is refused with −32601',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#error-codes',
  fix: 'Answer a method the server does not have with error −32601 "Method not found" under the id of the request.',
  async run(context) {
    const session = await context.shared();
    const method = unknownMethod(context);
    const reply = await session.request(method, undefined, { timeoutMs: patienceMs });
    const evidence = [...reply.sent, reply.frame];
    if (reply.error?.code === -32601) return context.passed(`${method} got error -32601`, evidence);
    return context.violated(`expected error -32601 for the method ${method}; got ${describeReply(reply)}`, evidence);
  },
};

import { isJsonObject, modernRevisions, type Reply } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { listMethods } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { modernTransports } from './modern-scope.ts';
import { replyEvidence } from './reply-evidence.ts';

export const discoverCapabilitiesTrueCheck: Check = {
  id: 'discover-capabilities-true',
  area: 'lifecycle',
  title: 'Capabilities in the discover result match the methods that work',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'session',
  spec: 'server/discover#discoverresult',
  fix: 'Declare a capability exactly when its methods are served, and answer methods of undeclared ones with -32601.',
  async run(context) {
    const session = await context.shared();
    const seen: string[] = [];
    let doubt: ReturnType<CheckContext['warned']> | undefined;
    for (const { capability, method, member } of listMethods) {
      const isDeclared = isJsonObject(session.capabilities[capability]);
      const reply = await session.request(method);
      const evidence = replyEvidence(session.opening, reply);
      if (isDeclared && reply.outcome === 'silent') {
        doubt ??= context.untestable(`${method} got ${describeReply(reply)}`);
      } else if (isDeclared && !isJsonObject(reply.result)) {
        return context.violated(`"${capability}" is declared, but ${method} got ${describeReply(reply)}`, evidence);
      } else if (!isDeclared && isJsonObject(reply.result)) {
        if (hasEntries(reply, member)) {
          return context.violated(
            `"${capability}" is not declared, but ${method} got ${describeReply(reply)}`,
            evidence,
          );
        }
        const reason = `"${capability}" is not declared, yet ${method} is answered with an empty list instead of error -32601`;
        doubt ??= context.warned(reason, evidence);
      }
      seen.push(`${capability} ${isDeclared ? 'declared and served' : 'neither declared nor served'}`);
    }
    return doubt ?? context.passed(seen.join(', '), replyEvidence(session.opening));
  },
};

function hasEntries({ result }: Reply, member: string): boolean {
  const entries = isJsonObject(result) ? result[member] : undefined;
  return Array.isArray(entries) && entries.length > 0;
}

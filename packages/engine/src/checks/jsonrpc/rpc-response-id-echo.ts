import { type JsonValue, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext, CheckOutcome } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { describeReply } from './describe-reply.ts';
import { harmlessMethod, unknownMethod } from './harmless-request.ts';
import { strayResponsesSince } from './probe.ts';
import { quoteJson } from './quote.ts';

export const rpcResponseIdEchoCheck: Check = {
  id: 'rpc-response-id-echo',
  area: 'jsonrpc',
  title: 'An answer carries the id of its request',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#result-responses',
  fix: 'Copy the id of the request into its answer, results and errors alike.',
  async run(context) {
    const session = await context.shared();
    const ids = [1, 2, 3].map((n) => 1000 * n + Math.floor(context.random() * 1000));
    const harmless = harmlessMethod(context.revision);
    const attempts: [method: string, id: JsonValue][] = [
      [harmless, ids[0] ?? 0],
      [harmless, `lab-${ids[1]}`],
      [unknownMethod(context), ids[2] ?? 0],
    ];
    for (const [method, id] of attempts) {
      const problem = await askOnce(context, session, method, id);
      if (problem !== undefined) return problem;
    }
    return context.passed(`${attempts.length} requests with ids of their own were each answered under that id`);
  },
};

async function askOnce(
  context: CheckContext,
  session: Session,
  method: string,
  id: JsonValue,
): Promise<CheckOutcome | undefined> {
  const mark = context.transcript.now();
  const reply = await session.request(method, undefined, { id });
  if (reply.message !== undefined && reply.message.id === id) return undefined;
  const [stray] = strayResponsesSince(context, session, mark);
  if (stray !== undefined) {
    const came = stray.message.id === undefined ? 'no id' : `id ${quoteJson(stray.message.id)}`;
    const reason = `${method} was sent with id ${quoteJson(id)}; the answer carries ${came}: ${quoteJson(stray.message)}`;
    return context.violated(reason, [...reply.sent, stray.frame]);
  }
  return context.untestable(`${method} with id ${quoteJson(id)} got ${describeReply(reply)}`);
}

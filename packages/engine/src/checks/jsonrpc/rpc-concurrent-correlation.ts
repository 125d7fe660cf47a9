import { isJsonObject, type JsonObject, type Reply, revisions, type Session } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { declaredLists } from './declared-lists.ts';
import { describeReply } from './describe-reply.ts';
import { harmlessMethod, unknownMethod } from './harmless-request.ts';
import { patienceMs } from './patience.ts';

const rounds = 3;
/** Told to come back later: nothing is wrong with the correlation. */
const overloadStatuses = [429, 503];

export const rpcConcurrentCorrelationCheck: Check = {
  id: 'rpc-concurrent-correlation',
  area: 'jsonrpc',
  title: 'Answers to concurrent requests do not get mixed up',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#result-responses',
  fix: 'Keep the id with the work of its own request; do not hold "the current id" in a variable that requests share.',
  async run(context) {
    const session = await context.shared();
    const kinds = distinguishable(session, () => unknownMethod(context));
    const requests = Array.from({ length: rounds }, () => kinds).flat();
    const replies = await Promise.all(
      requests.map(async ({ method, isOwn }) => {
        const reply = await session.request(method(), undefined, { timeoutMs: patienceMs });
        return { method, isOwn, reply };
      }),
    );
    if (replies.some(({ reply }) => overloadStatuses.includes(reply.status ?? 0))) {
      return context.untestable(`the server refuses ${requests.length} requests at once: it limits their rate`);
    }
    const wrong = replies.find(({ reply, isOwn }) => reply.message === undefined || !isOwn(reply));
    if (wrong === undefined) return context.passed(`${requests.length} requests at once each got their own answer`);
    const { reply } = wrong;
    const sent = reply.sent.find((frame) => isJsonObject(frame.json));
    const method = isJsonObject(sent?.json) ? String(sent.json.method) : 'a request';
    const reason = `with ${requests.length} requests in flight, ${method} got ${describeReply(reply)}`;
    return context.violated(reason, [...reply.sent, reply.frame]);
  },
};

interface Kind {
  method(): string;
  /** Whether a reply can be the answer to this kind of request. */
  isOwn(reply: Reply): boolean;
}

function distinguishable(session: Session, unknown: () => string): Kind[] {
  const lists = declaredLists(session.capabilities);
  const members = lists.map(({ member }) => member);
  const harmless = harmlessMethod(session.revision);
  return [
    { method: () => harmless, isOwn: ({ result }) => isJsonObject(result) && !members.some((name) => name in result) },
    { method: unknown, isOwn: ({ error }) => error !== undefined },
    ...lists.map(({ method, member }): Kind => {
      // A list that fails by itself still tells that it was not mixed up with another one.
      return { method: () => method, isOwn: ({ result, error }) => isErrorOrHas(result, error, member) };
    }),
  ];
}

function isErrorOrHas(result: Reply['result'], error: Reply['error'], member: string): boolean {
  return error !== undefined || (isJsonObject(result) && member in (result as JsonObject));
}

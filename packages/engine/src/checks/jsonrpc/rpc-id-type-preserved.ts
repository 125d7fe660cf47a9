import { type JsonValue, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from './applies-to.ts';
import { describeReply } from './describe-reply.ts';
import { harmlessMethod } from './harmless-request.ts';
import { patienceMs } from './patience.ts';
import { responsesSince, strayResponsesSince } from './probe.ts';
import { quoteJson } from './quote.ts';
import { sentRequests } from './sent-requests.ts';

const ids: readonly JsonValue[] = [1, '1', 0, '0', -7, Number.MAX_SAFE_INTEGER, 'ü-漢-𝄞-"\\'];

export const rpcIdTypePreservedCheck: Check = {
  id: 'rpc-id-type-preserved',
  area: 'jsonrpc',
  title: 'An id comes back with its JSON type and value',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/index#requests',
  fix: 'Keep the id as the JSON value it was: do not turn numbers into strings, strings into numbers, and treat 0 as an id.',
  async run(context) {
    const session = await context.shared();
    const method = harmlessMethod(context.revision);
    const own = context.transcript.frames.filter((frame) => frame.connection === session.connection);
    const used = new Set((sentRequests(own).get(session.connection) ?? []).map((request) => request.id));
    // An id must not be used twice in a session; one the opening used came back already.
    for (const id of ids.filter((candidate) => !used.has(candidate))) {
      const mark = context.transcript.now();
      const reply = await session.request(method, undefined, { id, timeoutMs: patienceMs });
      if (reply.message !== undefined && reply.message.id === id) continue;
      const stray =
        responsesSince(context, session, mark).find(({ message }) => String(message.id) === String(id)) ??
        strayResponsesSince(context, session, mark)[0];
      const came = stray === undefined ? describeReply(reply) : quoteJson(stray.message);
      const evidence = [...reply.sent, stray?.frame];
      return context.violated(`${method} with the ${typeof id} id ${quoteJson(id)} got ${came}`, evidence);
    }
    return context.passed(`ids ${ids.map((id) => quoteJson(id)).join(', ')} came back unchanged`);
  },
};

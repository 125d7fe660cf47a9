import { type Frame, isJsonObject, type JsonValue, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { buildRequest } from './harmless-request.ts';
import { probe, responsesSince } from './probe.ts';
import { quoteFrame, quoteJson } from './quote.ts';
import { openReady } from './ready-session.ts';

/** Both answers may come one after the other on an event stream. */
const patienceMs = 3_000;

export const rpcBatchSupportedCheck: Check = {
  id: 'rpc-batch-supported',
  area: 'jsonrpc',
  title: 'Batches are served',
  level: 'MUST',
  revisions: ['2025-03-26'],
  transports: ['stdio', 'streamable-http', 'http-sse'],
  isolation: 'session',
  spec: 'basic/index#batching',
  fix: 'Accept an array of messages at 2025-03-26 and answer each request in it, or do not offer that revision.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const suffix = Math.floor(context.random() * 1e6);
    const ids = [`batch-${suffix}-a`, `batch-${suffix}-b`];
    const batch: JsonValue[] = [
      ...ids.map((id) => buildRequest(context.revision, id)),
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: `never-sent-${suffix}` } },
    ];
    const mark = context.transcript.now();
    const answer = await probe(context, session, (timeoutMs) => session.send(batch, { timeoutMs }));
    // A server that answers nothing of it will not answer the rest.
    if (answer.message !== undefined) await awaitResponses(context, session, { mark, ids });
    // Requests of the probe itself have ids of their own.
    const responses = responsesSince(context, session, mark).filter(
      ({ message }) => ids.some((id) => id === message.id) || message.id === undefined || message.id === null,
    );
    const evidence = uniqueFrames([...answer.evidence, ...responses.map(({ frame }) => frame)]);
    const unasked = responses.find(({ message }) => !ids.some((id) => id === message.id));
    const missing = ids.filter(
      (id) => !responses.some(({ message }) => message.id === id && isJsonObject(message.result)),
    );
    if (missing.length > 0) {
      const [first] = responses;
      const came = first === undefined ? answer.text : quoteFrame(first.frame);
      return context.violated(`expected a result for each of the 2 requests in a batch; got ${came}`, evidence);
    }
    if (unasked !== undefined) {
      const reason = `expected no response to the notification in a batch; got ${quoteJson(unasked.message)}`;
      return context.violated(reason, evidence);
    }
    return context.passed('both requests of a batch were answered, the notification in it was not', evidence);
  },
};

async function awaitResponses(
  context: CheckContext,
  session: Session,
  { mark, ids }: { mark: number; ids: readonly string[] },
): Promise<void> {
  const areAllThere = () => {
    const answered = new Set(responsesSince(context, session, mark).map(({ message }) => message.id));
    return ids.every((id) => answered.has(id));
  };
  if (!session.closed && !areAllThere()) await session.collect(patienceMs, areAllThere);
}

function uniqueFrames(frames: readonly Frame[]): Frame[] {
  return [...new Set(frames)];
}

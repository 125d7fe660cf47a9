import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject, type JsonValue, revisions, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { responsesSince } from '../jsonrpc/probe.ts';
import { quoteFrame, quoteJson } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';

const rounds = 50;
const mostToolsUsed = 5;
/** A request is taken back after anything between nothing and this. */
const longestOffsetMs = 12;
/** What a server that goes on with what was cancelled has to say is mostly out by then. */
const settleMs = 400;

export const cancelRaceCheck: Check = {
  id: 'cancel-race',
  area: 'cancellation',
  title: 'Whenever a cancellation arrives, its request gets one response at most, and the server goes on',
  level: 'MUST',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/patterns/cancellation#timing-considerations',
  fix: 'Settle each request once: whichever comes first of its answer and its cancellation takes it out of the books.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const mark = context.transcript.now();
    const stop = new AbortController();
    const ids = Array.from({ length: rounds }, (_, index) => `lab-race-${index}`);
    const racing = ids.map((id, index) => race(context, session, id, index, stop.signal));
    await Promise.all(racing.map(({ cancelled }) => cancelled));
    const after = await session.request(harmlessMethod(session.revision), undefined, { timeoutMs: patienceMs });
    await session.collect(settleMs);
    stop.abort();
    await Promise.all(racing.map(({ reply }) => reply));
    if (after.outcome !== 'answered') {
      const reason = `after ${rounds} requests and their cancellations the next request got ${describeReply(after)}`;
      return context.violated(reason, after.sent);
    }
    const known: JsonValue[] = [
      ...ids,
      ...after.sent.flatMap(({ json }) => (isJsonObject(json) && json.id !== undefined ? [json.id] : [])),
    ];
    const responses = responsesSince(context, session, mark);
    const seen = new Set<JsonValue | undefined>();
    for (const { frame, message } of responses) {
      const { id } = message;
      if (id !== undefined && known.includes(id) && !seen.has(id)) seen.add(id);
      else {
        const fault = seen.has(id) ? 'got a second response' : 'is of no request that was made';
        return context.violated(`the id ${quoteJson(id)} ${fault}: ${quoteFrame(frame)}`, [frame]);
      }
    }
    return context.passed(
      `of ${rounds} requests that were cancelled at once or a little later ${seen.size - 1} were answered, each once`,
    );
  },
};

function race(context: CheckContext, session: Session, id: string, index: number, ended: AbortSignal) {
  const offsetMs = context.random() * longestOffsetMs;
  const isByClosing = session.transport === 'streamable-http' && session.era === 'modern';
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, ended]);
  const reply = startRequest(context, session, index, { id, signal, timeoutMs: patienceMs });
  const cancel = async () => {
    await delay(offsetMs);
    if (isByClosing) closing.abort();
    else await session.notify('notifications/cancelled', { requestId: id });
  };
  return { reply, cancelled: cancel() };
}

/** The tools that may be called in turn; where there are none, lists. */
function startRequest(
  { callable, tour }: CheckContext,
  session: Session,
  index: number,
  options: { id: string; signal: AbortSignal; timeoutMs: number },
) {
  const calls = callable.slice(0, mostToolsUsed);
  const call = calls[index % calls.length];
  if (call !== undefined) return callTool(session, tour.tools, call, options);
  const [list] = declaredLists(session.capabilities);
  return session.request(list?.method ?? harmlessMethod(session.revision), undefined, options);
}

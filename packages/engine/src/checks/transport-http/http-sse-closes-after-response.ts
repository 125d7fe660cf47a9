import type { Frame, Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { harmlessMethod } from '../jsonrpc/harmless-request.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

const waitMs = 4_000;

export const httpSseClosesAfterResponseCheck: Check = {
  id: 'http-sse-closes-after-response',
  area: 'transport-http',
  title: 'The stream of a request ends after its response',
  level: 'SHOULD',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'End the event stream once the response is sent: an open one costs both sides a connection.',
  async run(context) {
    const session = await openReady(context);
    if ('verdict' in session) return session;
    const method = declaredLists(session.capabilities)[0]?.method ?? harmlessMethod(context.revision);
    // The time of a request also bounds its stream, so it must outlast the wait below.
    const reply = await session.request(method, undefined, { timeoutMs: 5 * waitMs });
    const { frame } = reply;
    if (frame === undefined) return context.untestable(`an ordinary ${method} got ${describeReply(reply)}`);
    if (reply.contentType !== 'text/event-stream') {
      return context.notApplicable(`${method} was answered as ${reply.contentType}, not as an event stream`);
    }
    const end = await waitForEnd(context, session, frame);
    if (end === undefined) {
      return context.violated(`the stream was still open ${waitMs} ms after the response to ${method}`, [frame]);
    }
    const laterMs = Math.round((end.lastByteNs - frame.lastByteNs) / 1e6);
    return context.passed(`the stream ended ${laterMs} ms after the response to ${method}`, [frame, end]);
  },
};

async function waitForEnd(context: CheckContext, session: Session, response: Frame): Promise<Frame | undefined> {
  const isEnd = ({ kind, connection, stream, note }: Frame) =>
    kind === 'lifecycle' &&
    connection === response.connection &&
    stream === response.stream &&
    note?.startsWith('ended') === true;
  const already = context.transcript.frames.slice(response.seq).find(isEnd);
  return already ?? (await session.collect(waitMs, isEnd)).find(isEnd);
}

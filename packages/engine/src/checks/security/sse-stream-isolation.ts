import { type Frame, isJsonObject, type Session } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { httpSse } from '../transport-sse/http-sse-scope.ts';

const requestsEach = 3;
/** For what goes to the wrong stream. */
const settleMs = 150;

export const sseStreamIsolationCheck: Check = {
  ...httpSse,
  id: 'sse-stream-isolation',
  area: 'security',
  title: 'Answers reach only the stream whose endpoint was used',
  level: 'MUST',
  derived: 'duty',
  isolation: 'session',
  fix: 'Send the answers to what was posted to an endpoint on the stream that named this endpoint, and on no other.',
  async run(context) {
    const first = await openReady(context);
    if ('verdict' in first) return first;
    const second = await openReady(context);
    if ('verdict' in second) return second;
    const replies = await Promise.all([...pings(first, 'first'), ...pings(second, 'second')]);
    await first.collect(settleMs);
    const strayed = strayedTo(context, second, 'first') ?? strayedTo(context, first, 'second');
    if (strayed !== undefined) {
      return context.violated(`an answer came on the stream of another client: ${quoteFrame(strayed)}`, [strayed]);
    }
    const answered = replies.filter(({ outcome }) => outcome === 'answered').length;
    if (answered < replies.length) return context.untestable(`of ${replies.length} pings ${answered} were answered`);
    return context.passed(`${answered} answers on two streams, each on its own`);
  },
};

function pings(session: Session, name: string) {
  return Array.from({ length: requestsEach }, (_, index) =>
    session.request('ping', undefined, { id: `${name}-${index}` }),
  );
}

function strayedTo(context: CheckContext, { connection }: Session, name: string): Frame | undefined {
  return context.transcript.frames.find(
    (frame) =>
      frame.connection === connection &&
      frame.direction === 'received' &&
      isJsonObject(frame.json) &&
      String(frame.json.id).startsWith(`${name}-`),
  );
}

import { type Frame, isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { dropCall, hasEventIds, resumeCall, tokenOf, waitFor } from './resume-stream.ts';
import { sessionHttp } from './session-http.ts';
import { describeHead } from './standalone-stream.ts';

const otherToken = 'lab-beside';

export const httpResumeOwnStreamCheck: Check = {
  ...sessionHttp,
  id: 'http-resume-own-stream',
  title: 'Who resumes a stream gets the rest of that stream, and of no other',
  level: 'MUST',
  spec: 'basic/transports#resumability-and-redelivery',
  fix: 'After Last-Event-ID replay only what came later on the same stream; the id has to say which stream it is of.',
  async run(context) {
    if (!hasEventIds(context)) return context.notApplicable('no event had an id, so no stream can be resumed');
    const call = context.call('progress');
    if (call === undefined) return context.needsCall('progress');
    const session = await openReady(context);
    if ('verdict' in session) return session;
    // Something of another stream that could be sent by mistake.
    const beside = callTool(session, context.tour.tools, call, {
      id: 'lab-beside',
      meta: { progressToken: otherToken },
      timeoutMs: patienceMs,
    });
    const dropped = await dropCall(context, session, call, 'resumed');
    const other = await beside;
    if (dropped.reply.outcome === 'answered') {
      return context.untestable(
        `${call.name} answered before the connection was closed: ${describeReply(dropped.reply)}`,
      );
    }
    if (dropped.lastEventId === undefined)
      return context.notApplicable('the streams have no event ids, so none can be resumed');
    const resumed = await resumeCall(context, session, dropped, waitFor(other));
    if (!resumed.isOpen)
      return context.notApplicable(`lost streams cannot be resumed here: GET got ${describeHead(resumed.reply)}`);
    const replayed = resumed.messages();
    const known = new Set(dropped.seen.flatMap(({ sse }) => (sse?.id === undefined ? [] : [sse.id])));
    const foreign = replayed.find((frame) => isForeign(frame));
    if (foreign !== undefined) {
      return context.violated(`a message of another stream was replayed: ${quoteFrame(foreign)}`, [foreign]);
    }
    const again = replayed.find(({ sse }) => sse?.id !== undefined && known.has(sse.id));
    if (again !== undefined) {
      return context.violated(`an event from before Last-Event-ID was replayed: ${quoteFrame(again)}`, [again]);
    }
    if (replayed.length === 0) return context.untestable('nothing was replayed');
    return context.passed(
      `${replayed.length} messages came on the resumed stream, all of them its own`,
      replayed.slice(0, 2),
    );
  },
};

function isForeign({ json }: Frame): boolean {
  const isOtherResponse = isJsonObject(json) && !('method' in json) && json.id === 'lab-beside';
  return isOtherResponse || tokenOf(json) === otherToken;
}

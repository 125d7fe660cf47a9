import type { Frame, Revision } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { looksLikeMessage } from '../jsonrpc/looks-like-message.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';
import { exchangesIn, isEventStream } from './exchanges.ts';
import { streamableHttpOnly, streamableHttpRevisions } from './streamable-http-scope.ts';

export const httpSseWellformedCheck: Check = {
  id: 'http-sse-wellformed',
  area: 'transport-http',
  title: 'Every event of a stream holds exactly one JSON-RPC message',
  level: 'MUST',
  revisions: streamableHttpRevisions,
  transports: streamableHttpOnly,
  isolation: 'tour',
  spec: 'basic/transports/streamable-http#receiving-messages',
  fix: 'Write each message as one event, its JSON on one data line; use comment lines, not events, to keep a stream alive.',
  run(context) {
    const streams = exchangesIn(context.tour.frames()).filter(isEventStream);
    if (streams.length === 0) return context.notApplicable('no answer was an event stream');
    let events = 0;
    for (const { received } of streams) {
      for (const frame of received) {
        events++;
        const fault = faultOf(frame, context.revision);
        if (fault !== undefined) return context.violated(`${fault}: ${quoteFrame(frame)}`, [frame]);
      }
    }
    const foreign = streams.flatMap(({ received }) => received).find((frame) => !isMessageEvent(frame));
    if (foreign !== undefined) {
      const reason = `an event of the type "${foreign.sse?.event}" is none of MCP, and clients pass it over`;
      return context.warned(reason, [foreign]);
    }
    const malformed = streams.flatMap(({ stray }) => stray).find(({ note }) => note === 'malformed');
    if (malformed !== undefined) {
      return context.warned(`a line of the stream is no field of an event: ${quoteFrame(malformed)}`, [malformed]);
    }
    return context.passed(`${events} events in ${streams.length} streams hold one message each`);
  },
};

function isMessageEvent({ sse }: Frame): boolean {
  return sse?.event === undefined || sse.event === 'message';
}

function faultOf(frame: Frame, revision: Revision): string | undefined {
  if (!isMessageEvent(frame) || frame.droppedBytes > 0) return undefined;
  if (frame.raw.length === 0) {
    // From 2025-11-25 on an event with an id and no data tells the client from where to resume; 2026-07-28 ended that.
    if (revision === '2025-11-25' && frame.sse?.id !== undefined) return undefined;
    return 'an event has empty data';
  }
  if (frame.json === undefined) return `the data of an event is not one JSON value (${frame.parseError})`;
  if (looksLikeMessage(frame.json)) return undefined;
  const isBatch = Array.isArray(frame.json) && frame.json.length > 0 && frame.json.every(looksLikeMessage);
  return isBatch && revision === '2025-03-26' ? undefined : 'the data of an event is not one JSON-RPC message';
}

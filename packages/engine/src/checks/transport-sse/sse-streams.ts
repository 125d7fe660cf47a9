import type { Frame } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { type Exchange, exchangesIn, isEventStream } from '../transport-http/exchanges.ts';

/** The event streams that were opened in the run, by GET. */
export function sseStreams(context: CheckContext): Exchange[] {
  return exchangesIn(context.tour.frames()).filter((exchange) => exchange.method === 'GET' && isEventStream(exchange));
}

export function textOf(frame: Frame): string {
  return Buffer.from(frame.raw).toString('utf8');
}

export function isEndpointEvent({ sse }: Frame): boolean {
  return sse?.event === 'endpoint';
}

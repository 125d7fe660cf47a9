import type { Frame } from './frame.ts';
import type { ExchangeEnd, ResponseHead } from './http-exchange.ts';
import { isAnonymousResponse, isResponse, messagesOf } from './message-shape.ts';
import type { PendingReply } from './pending-reply.ts';

/** The HTTP fields of a reply. */
export function replyHead(head: ResponseHead): NonNullable<PendingReply['head']> {
  const { status, headers, contentType } = head;
  return contentType === undefined ? { status, headers } : { status, headers, contentType };
}

/**
 * Offers what came on the exchange of a request to its wait. There, a response without a readable id belongs to what
 * was sent. Anything that is no answer becomes related.
 */
export function takeFromExchange(frame: Frame, pending: PendingReply): void {
  const messages = messagesOf(frame.json);
  if (messages.some(isResponse)) {
    if (pending.offer(frame)) return;
    if (pending.keys.length > 0 && messages.some(isAnonymousResponse) && pending.offerWithoutId(frame)) return;
  }
  pending.relate(frame);
}

/** The outcome of an exchange that ended without the answer. A redirect counts as an HTTP error: it is not followed. */
export function settleByEnd(pending: PendingReply, end: ExchangeEnd): void {
  const status = pending.head?.status ?? 0;
  const isStream = pending.head?.contentType === 'text/event-stream';
  if (end.kind === 'deadline') pending.settle('silent');
  else if (end.kind !== 'complete') pending.settle('failed', end.failure);
  else if (status >= 300) pending.settle('http-error');
  else if (isStream && pending.keys.length > 0) pending.settle('closed', 'the event stream ended before the answer');
  else pending.settle('accepted');
}

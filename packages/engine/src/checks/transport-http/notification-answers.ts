import type { Frame, Reply } from '@mcp-lab/wire';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { quoteFrame } from '../jsonrpc/quote.ts';

/** What a POST that deserves no JSON-RPC answer got. */
export interface NotificationAnswer {
  /** The subject of a sentence. */
  what: string;
  reply: Reply;
  /** What came in the body, if anything. */
  body: Frame | undefined;
}

export function toNotificationAnswer(what: string, reply: Reply): NotificationAnswer {
  const frames = reply.frame === undefined ? reply.related : [reply.frame];
  return { what, reply, body: frames.find(({ kind, raw }) => kind === 'message' && raw.length > 0) };
}

export function isAccepted({ reply: { status } }: NotificationAnswer): boolean {
  return status !== undefined && status < 300;
}

export function describeAnswer({ what, reply, body }: NotificationAnswer): string {
  if (reply.status === undefined) return `${what} got ${describeReply(reply)}`;
  const type = reply.contentType === undefined ? '' : ` as ${reply.contentType}`;
  return `${what} got HTTP ${reply.status} with ${body === undefined ? `an empty body${type}` : `${quoteFrame(body)}${type}`}`;
}

export function answerEvidence({ reply, body }: NotificationAnswer): Frame[] {
  return body === undefined ? [...reply.sent] : [...reply.sent, body];
}

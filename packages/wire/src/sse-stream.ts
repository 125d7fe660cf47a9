import type { Reply } from './connection.ts';
import type { Frame } from './frame.ts';
import type { HttpChannelOptions } from './http-channel.ts';
import type { HttpClient } from './http-client.ts';
import { replyHead, settleByEnd } from './http-reply.ts';
import { mergeHeaders } from './merge-headers.ts';
import { isRequest, messagesOf } from './message-shape.ts';
import { PendingReplies } from './pending-replies.ts';
import { PendingReply } from './pending-reply.ts';

/** The event stream of HTTP+SSE (2024-11-05): its first event names the URL to post to, all answers come on it. */
export class SseStream {
  readonly pending = new PendingReplies();
  /** Where to post; undefined until the stream named a URL of its own origin. */
  endpoint: URL | undefined;
  ended: string | undefined;
  readonly #options: HttpChannelOptions;
  readonly #url: URL;

  constructor(options: HttpChannelOptions) {
    this.#options = options;
    this.#url = new URL(options.target.url);
  }

  /** Waits for the endpoint. The reply is `accepted` when there is one; else it says what came instead. */
  open(client: HttpClient, timeoutMs: number): Promise<Reply> {
    const { target, transcript, signal } = this.#options;
    const sent: Frame[] = [];
    const opening = new PendingReply({
      expect: 'nothing',
      sent,
      startedNs: transcript.now(),
      timeoutMs,
      signal,
      now: transcript.now,
    });
    const headers = mergeHeaders([['Accept', 'text/event-stream']], target.headers);
    const started = client.start(
      { method: 'GET', url: this.#url, headers, deadlineMs: Number.POSITIVE_INFINITY, signal },
      {
        onHead: (head) => {
          opening.head = replyHead(head);
        },
        onMessage: (frame) => (this.endpoint === undefined ? this.#takeFirst(frame, opening) : this.#take(frame)),
        onEnd: (end) => {
          this.ended = `the event stream ended: ${end.failure ?? end.kind}`;
          if (end.kind === 'complete' && opening.head?.status === 200) opening.settle('closed', this.ended);
          settleByEnd(opening, end);
          this.pending.settleAll('closed', this.ended);
        },
      },
    );
    sent.push(...started.sent);
    return opening.reply;
  }

  #takeFirst(frame: Frame, opening: PendingReply): void {
    opening.relate(frame);
    if (frame.sse === undefined) return;
    if (frame.sse.event !== 'endpoint') {
      opening.settle('failed', `the first event is ${frame.sse.event ?? 'a message'}, not endpoint`);
      return;
    }
    const text = Buffer.from(frame.raw).toString('utf8');
    const endpoint = URL.parse(text, this.#url.href);
    if (endpoint === null) opening.settle('failed', `the endpoint is not a URL: ${text}`);
    else if (endpoint.origin !== this.#url.origin) {
      // Posting there would hand the session, and perhaps a token, to another server.
      opening.settle('failed', `the endpoint ${endpoint.href} is of another origin: refused`);
    } else {
      this.endpoint = endpoint;
      opening.settle('accepted');
    }
  }

  #take(frame: Frame): void {
    this.pending.deliver(frame);
    for (const message of messagesOf(frame.json)) if (isRequest(message)) this.#options.onServerRequest(message);
  }
}

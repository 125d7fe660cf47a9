import type { Expectation } from './channel.ts';
import type { Reply, ReplyOutcome } from './connection.ts';
import type { Frame } from './frame.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { type IdKey, idKey, isAnonymousResponse, isResponse, messagesOf } from './message-shape.ts';

export interface PendingReplyOptions {
  expect: Expectation;
  sent: Frame[];
  startedNs: number;
  timeoutMs: number;
  signal?: AbortSignal;
  onRelated?: (frame: Frame) => void;
  now: () => number;
  /** Called once, when the wait is over for whatever reason. */
  onSettled?: (pending: PendingReply, outcome: ReplyOutcome) => void;
}

/** The longest time a timer can hold; a wait past it has no deadline. */
const maxTimerMs = 2 ** 31 - 1;

/** One wait for an answer. Settles exactly once; its promise never rejects. */
export class PendingReply {
  readonly reply: Promise<Reply>;
  /** The ids it waits for; empty where any answer, or none, will do. */
  readonly keys: readonly IdKey[];
  /** HTTP fields of the reply, set as the response arrives. */
  head: Pick<Reply, 'status' | 'headers' | 'contentType'> | undefined;
  settled = false;
  readonly #unanswered: IdKey[];
  readonly #options: PendingReplyOptions;
  readonly #resolve: (reply: Reply) => void;
  readonly #related: Frame[] = [];
  readonly #timer: NodeJS.Timeout | undefined;
  #message: JsonObject | undefined;
  #frame: Frame | undefined;
  #answeredNs = 0;

  constructor(options: PendingReplyOptions) {
    this.#options = options;
    this.keys = Array.isArray(options.expect) ? options.expect.map(idKey) : [];
    this.#unanswered = [...this.keys];
    const { promise, resolve } = Promise.withResolvers<Reply>();
    this.reply = promise;
    this.#resolve = resolve;
    if (options.timeoutMs <= maxTimerMs) this.#timer = setTimeout(this.#expire, options.timeoutMs);
    if (options.signal !== undefined) this.#watch(options.signal);
  }

  get takesAnything(): boolean {
    return this.#options.expect === 'anything';
  }

  /** Offers a received frame; true when it was the answer or a part of it. */
  offer(frame: Frame): boolean {
    if (this.takesAnything) return this.#offerAnything(frame);
    let taken = false;
    for (const message of messagesOf(frame.json)) {
      if (isResponse(message) && message.id !== undefined && this.answer(idKey(message.id), message, frame))
        taken = true;
    }
    return taken;
  }

  /** Takes the response to one of its ids; false when it does not wait for that id (any more). */
  answer(key: IdKey, message: JsonObject, frame: Frame): boolean {
    const at = this.#unanswered.indexOf(key);
    if (at === -1 || this.settled) return false;
    this.#unanswered.splice(at, 1);
    this.#take(message, frame);
    if (this.#unanswered.length === 0) this.settle('answered');
    return true;
  }

  /** Takes a response that names no id: only to be offered where this is the only wait it can be meant for. */
  offerWithoutId(frame: Frame): boolean {
    if (this.settled) return false;
    const message = messagesOf(frame.json).find(isAnonymousResponse);
    if (message === undefined) return false;
    this.#take(message, frame);
    this.settle('answered');
    return true;
  }

  /** Notes a frame that came meanwhile. What the transcript could not keep is not kept here either. */
  relate(frame: Frame): void {
    if (this.settled) return;
    if (this.#options.onRelated !== undefined) this.#options.onRelated(frame);
    else if (frame.seq >= 0) this.#related.push(frame);
  }

  settle(outcome: ReplyOutcome, failure?: string): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#abort);
    const { sent, startedNs, now } = this.#options;
    // The arrival of the answer, not the moment it is handed on.
    const endedNs = outcome === 'answered' ? this.#answeredNs : now();
    const reply: Reply = { outcome, related: this.#related, sent, startedNs, endedNs };
    if (this.head !== undefined) Object.assign(reply, this.head);
    if (this.#frame !== undefined) reply.frame = this.#frame;
    if (this.#message !== undefined) addMessage(reply, this.#message);
    if (failure !== undefined) reply.failure = failure;
    this.#options.onSettled?.(this, outcome);
    this.#resolve(reply);
  }

  #offerAnything(frame: Frame): boolean {
    if (this.settled) return false;
    const response = messagesOf(frame.json).find(isResponse);
    // A notification or a request of the server is not what came back for something sent.
    if (response === undefined && isJsonObject(frame.json) && 'method' in frame.json) return false;
    this.#take(response, frame);
    this.settle('answered');
    return true;
  }

  /** Of several answers, as to a batch, the first one is the reply's. */
  #take(message: JsonObject | undefined, frame: Frame): void {
    this.#message ??= message;
    this.#frame ??= frame;
    this.#answeredNs = frame.lastByteNs;
  }

  #watch(signal: AbortSignal): void {
    if (signal.aborted) queueMicrotask(this.#abort);
    else signal.addEventListener('abort', this.#abort, { once: true });
  }

  readonly #expire = (): void => this.settle('silent');
  readonly #abort = (): void => this.settle('failed', 'aborted');
}

function addMessage(reply: Reply, message: JsonObject): void {
  reply.message = message;
  if (message.result !== undefined) reply.result = message.result;
  if (isJsonObject(message.error)) reply.error = message.error;
}

import type { Socket } from 'node:net';
import { isJsonObject, type JsonObject } from '../json.ts';
import { defaultLimits } from '../resolve-limits.ts';
import { connectSocket, type Endpoint } from './connect-socket.ts';
import { EventReader } from './event-reader.ts';
import type { Exchange } from './exchange.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { type Flaw, protocolError } from './judge-answer.ts';
import type { LoadSocketOwner, Received } from './load-socket-owner.ts';
import { normaliseDetail } from './normalise-detail.ts';
import { parseAnswer } from './parse-answer.ts';
import { type HttpAnswer, judgeMessage, readHttpAnswer } from './read-http-answer.ts';
import type { ResponseHead } from './response-head.ts';
import { ResponseReader } from './response-reader.ts';

/** Who has a use for it. */
export interface LoadSocketKeeper {
  /** It can take another request. */
  onFree(socket: LoadSocket): void;
  onGone(socket: LoadSocket): void;
}

/** How long an idle connection is used when the server says nothing about it. */
const defaultIdleMs = 4_000;
/** How long a response may stay unfinished after its call has ended. */
const maxDrainMs = 1_000;
const arrived: HttpAnswer = { flaw: undefined, message: undefined };

/**
 * One keep-alive HTTP/1.1 connection with one request under way at a time. Nothing is sent twice: a connection that is
 * closed before an answer is a `transport_error` of the call that went out on it, since nobody knows whether the server
 * has carried it out. To keep that rare, an idle connection is given up before the server does it.
 */
export class LoadSocket {
  readonly #received: Received = { firstByteNs: null, bytes: 0, message: undefined, head: undefined };
  readonly #owner: LoadSocketOwner;
  readonly #keeper: LoadSocketKeeper;
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  readonly #body = new GrowingBuffer(defaultLimits.maxFrameBytes);
  #events: EventReader | undefined;
  #exchange: Exchange | undefined;
  #firstByteNs: number | null = null;
  #bytesReceived = 0;
  /** The body so far, while it lies in what was just read. */
  #piece: Buffer | undefined;
  /** The answer that came on an event stream. */
  #message: JsonObject | undefined;
  #isConnected = false;
  #isReused = false;
  #isGone = false;
  #isTooLarge = false;
  /** What follows on it cannot be trusted. */
  #isPoisoned = false;
  /** Since when it is idle, or was seen to wait for the end of a response whose call has ended. */
  #sinceNs = 0;
  #isDraining = false;
  #idleNs = defaultIdleMs * 1e6;

  constructor(endpoint: Endpoint, owner: LoadSocketOwner, keeper: LoadSocketKeeper) {
    this.#owner = owner;
    this.#keeper = keeper;
    this.#reader = new ResponseReader({
      onBody: (piece) => this.#takeBody(piece),
      onEnd: () => undefined,
    });
    this.#socket = connectSocket(endpoint, {
      onConnect: () => {
        this.#isConnected = true;
        this.#write();
      },
      onData: (chunk) => this.#takeData(chunk),
      onEnd: () => this.#takeEnd(),
      onClose: (error) => this.#takeClose(error),
    });
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#firstByteNs = null;
    this.#bytesReceived = 0;
    this.#isDraining = false;
    this.#reader.next();
    if (this.#isConnected) this.#write();
  }

  /** False when the server may be about to close it. */
  isFresh(nowNs: number): boolean {
    return !this.#isGone && nowNs - this.#sinceNs < this.#idleNs;
  }

  sweep(nowNs: number): void {
    const exchange = this.#exchange;
    if (exchange === undefined) {
      if (this.#isConnected && !this.isFresh(nowNs)) this.destroy();
    } else if (exchange.isSettled) {
      if (!this.#isDraining) this.#sinceNs = nowNs;
      this.#isDraining = true;
      if (nowNs - this.#sinceNs > maxDrainMs * 1e6) this.destroy();
    } else if (exchange.deadlineNs <= nowNs) {
      this.#fail({ outcome: 'timeout', detail: `no answer within ${exchange.timeoutMs} ms` }, nowNs);
    }
  }

  /** Ends what is under way, and itself with it: no other call can follow on a connection that owes an answer. */
  cancel(why: Flaw, nowNs: number): void {
    if (this.#exchange !== undefined) this.#fail(why, nowNs);
  }

  destroy(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#socket.destroy();
    this.#keeper.onGone(this);
  }

  #write(): void {
    const exchange = this.#exchange;
    if (exchange === undefined || exchange.text === '') return;
    this.#socket.write(exchange.text, 'latin1');
    exchange.text = '';
  }

  #takeData(chunk: Buffer): void {
    if (this.#isGone) return;
    const nowNs = performance.now() * 1e6;
    const exchange = this.#exchange;
    if (exchange === undefined) {
      this.destroy();
      return;
    }
    this.#firstByteNs ??= nowNs;
    if (!exchange.isSettled) this.#bytesReceived += chunk.length;
    try {
      this.#reader.push(chunk);
    } catch (error) {
      this.#takeMalformed(error, nowNs);
      return;
    }
    if (this.#reader.isDone) this.#takeAnswer(nowNs);
    else if (this.#isTooLarge) this.#fail(protocolError('an answer that is too large'), nowNs);
    else if (this.#message !== undefined) this.#takeStreamed(exchange, this.#message, nowNs);
    else if (this.#piece !== undefined) {
      this.#keep(this.#piece);
      this.#piece = undefined;
    }
  }

  #takeBody(piece: Buffer): void {
    const { isEventStream, status } = this.#reader.head as ResponseHead;
    if (this.#exchange?.isSettled || this.#isTooLarge) return;
    if (status < 300 && this.#owner.isAnsweredElsewhere) return;
    if (isEventStream && status < 300) {
      this.#events ??= new EventReader(defaultLimits.maxFrameBytes, (_kind, data) => this.#takeEvent(data));
      this.#events.push(piece, 0);
      this.#isTooLarge = this.#events.dropped > 0;
    } else if (this.#piece === undefined && this.#body.length === 0) this.#piece = piece;
    else {
      if (this.#piece !== undefined) this.#keep(this.#piece);
      this.#piece = undefined;
      this.#keep(piece);
    }
  }

  #keep(piece: Buffer): void {
    if (!this.#body.append(piece)) this.#isTooLarge = true;
  }

  #takeEvent(data: Buffer): void {
    if (this.#message !== undefined || data.length === 0) return;
    const parsed = parseAnswer(data);
    const messages = parsed.ok ? [parsed.value].flat() : [];
    for (const message of messages) {
      if (!isJsonObject(message)) continue;
      if (message.method === undefined) this.#message ??= message;
      else if (message.id !== undefined) this.#owner.onServerRequest(message);
    }
  }

  /** The response is whole. */
  #takeAnswer(nowNs: number): void {
    const exchange = this.#exchange as Exchange;
    const head = this.#reader.head as ResponseHead;
    if (exchange.isSettled) {
      this.#release(head, nowNs);
      return;
    }
    if (this.#isTooLarge) {
      this.#fail(protocolError('an answer that is too large'), nowNs);
      return;
    }
    const { flaw, message } = this.#judge(exchange, head);
    const received = this.#sumUp(message);
    this.#release(head, nowNs);
    this.#owner.settle(exchange, flaw, nowNs, received);
  }

  #judge(exchange: Exchange, head: ResponseHead): HttpAnswer {
    if (head.status < 300 && this.#owner.isAnsweredElsewhere) return arrived;
    const message = this.#message;
    if (message !== undefined) return { flaw: judgeMessage(message, exchange, this.#owner.era), message };
    if (head.isEventStream && head.status < 300 && exchange.id !== null) {
      return { flaw: { outcome: 'transport_error', detail: 'an event stream without an answer' }, message };
    }
    return readHttpAnswer(exchange, head.status, this.#piece ?? this.#body.bytes, this.#owner.era);
  }

  /** The answer came on an event stream that is still open. */
  #takeStreamed(exchange: Exchange, message: JsonObject, nowNs: number): void {
    if (exchange.isSettled) return;
    this.#owner.settle(exchange, judgeMessage(message, exchange, this.#owner.era), nowNs, this.#sumUp(message));
  }

  #release(head: ResponseHead, nowNs: number): void {
    this.#exchange = undefined;
    this.#forgetAnswer();
    if (!head.isKept || this.#isPoisoned) {
      this.destroy();
      return;
    }
    const { keepAliveMs } = head;
    if (keepAliveMs !== undefined) this.#idleNs = Math.max(keepAliveMs - 1_000, keepAliveMs / 2) * 1e6;
    this.#isReused = true;
    this.#sinceNs = nowNs;
    this.#keeper.onFree(this);
  }

  #forgetAnswer(): void {
    this.#piece = undefined;
    this.#message = undefined;
    this.#body.clear();
    this.#events?.reset();
  }

  #takeMalformed(error: unknown, nowNs: number): void {
    const exchange = this.#exchange as Exchange;
    const head = this.#reader.head;
    if (this.#reader.isDone && head !== undefined && !exchange.isSettled) {
      // The answer is whole; what follows it is the next one's problem, on another connection.
      this.#isPoisoned = true;
      this.#takeAnswer(nowNs);
      return;
    }
    const said = error instanceof Error ? error.message : String(error);
    this.#fail({ outcome: 'transport_error', detail: normaliseDetail(said) }, nowNs);
  }

  #takeEnd(): void {
    if (this.#isGone) return;
    const nowNs = performance.now() * 1e6;
    const exchange = this.#exchange;
    if (exchange === undefined || exchange.isSettled) {
      this.destroy();
      return;
    }
    try {
      this.#reader.end();
      this.#takeAnswer(nowNs);
    } catch {
      this.#fail(this.#explainClose(undefined), nowNs);
    }
  }

  #takeClose(error: Error | undefined): void {
    if (this.#isGone) return;
    this.#fail(this.#explainClose(error), performance.now() * 1e6);
  }

  #explainClose(error: Error | undefined): Flaw {
    const code = error !== undefined && 'code' in error ? String(error.code) : error?.message.slice(0, 200);
    if (!this.#isConnected) return { outcome: 'transport_error', detail: code ?? 'the connection was closed' };
    const when = this.#firstByteNs === null ? 'before an answer' : 'within the answer';
    const where = this.#isReused && this.#firstByteNs === null ? ' on a connection used before' : '';
    return { outcome: 'transport_error', detail: `closed ${when}${where}${code === undefined ? '' : ` (${code})`}` };
  }

  #fail(flaw: Flaw, nowNs: number): void {
    const exchange = this.#exchange;
    this.destroy();
    if (exchange !== undefined && !exchange.isSettled)
      this.#owner.settle(exchange, flaw, nowNs, this.#sumUp(undefined));
  }

  #sumUp(message: JsonObject | undefined): Received {
    const received = this.#received;
    received.firstByteNs = this.#firstByteNs;
    received.bytes = this.#bytesReceived;
    received.message = message;
    received.head = this.#reader.head;
    return received;
  }
}

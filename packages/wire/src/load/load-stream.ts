import type { Socket } from 'node:net';
import { defaultLimits } from '../resolve-limits.ts';
import { connectSocket, type Endpoint } from './connect-socket.ts';
import { type EventKind, EventReader } from './event-reader.ts';
import { normaliseDetail } from './normalise-detail.ts';
import { ResponseReader } from './response-reader.ts';

export interface LoadStreamListener {
  /** `data` is gone when it returns. */
  onEvent(kind: EventKind, data: Buffer, firstByteNs: number, endedNs: number, bytes: number): void;
  /** Why nothing more comes, once. Not told after `destroy`. */
  onStreamEnd(why: string): void;
}

/** An event stream on a connection of its own, open for as long as it lasts. */
export class LoadStream {
  readonly #listener: LoadStreamListener;
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  readonly #events: EventReader;
  #nowNs = 0;
  #isConnected = false;
  #isGone = false;

  /** `request`: the GET for it, head and all, a string of bytes. */
  constructor(endpoint: Endpoint, request: string, listener: LoadStreamListener) {
    this.#listener = listener;
    this.#events = new EventReader(defaultLimits.maxFrameBytes, (kind, data, firstByteNs, bytes) => {
      if (!this.#isGone) listener.onEvent(kind, data, firstByteNs, this.#nowNs, bytes);
    });
    this.#reader = new ResponseReader({
      onBody: (piece) => {
        if (this.#refusal() === undefined) this.#events.push(piece, this.#nowNs);
      },
      onEnd: () => undefined,
    });
    this.#socket = connectSocket(endpoint, {
      onConnect: () => {
        this.#isConnected = true;
        this.#socket.write(request, 'latin1');
      },
      onData: (chunk) => this.#takeData(chunk),
      onEnd: () => this.#end('the event stream ended'),
      onClose: (error) => this.#end(this.#explainClose(error)),
    });
  }

  destroy(): void {
    this.#isGone = true;
    this.#socket.destroy();
  }

  #takeData(chunk: Buffer): void {
    if (this.#isGone) return;
    this.#nowNs = performance.now() * 1e6;
    try {
      this.#reader.push(chunk);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.#end(`the event stream is broken: ${normaliseDetail(said)}`);
      return;
    }
    const refusal = this.#refusal();
    if (refusal !== undefined) this.#end(refusal);
    else if (this.#reader.isDone) this.#end('the event stream ended');
  }

  /** Undefined while the head is still to come, too. */
  #refusal(): string | undefined {
    const head = this.#reader.head;
    if (head === undefined) return undefined;
    if (head.status !== 200) return `HTTP ${head.status} instead of an event stream`;
    return head.isEventStream ? undefined : 'an answer that is no event stream';
  }

  #explainClose(error: Error | undefined): string {
    const code = error !== undefined && 'code' in error ? String(error.code) : error?.message.slice(0, 200);
    if (!this.#isConnected) return code ?? 'the connection was closed';
    return code === undefined ? 'the event stream ended' : `the event stream broke off (${code})`;
  }

  #end(why: string): void {
    if (this.#isGone) return;
    this.destroy();
    this.#listener.onStreamEnd(why);
  }
}

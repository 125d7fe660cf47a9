import type { Endpoint } from './connect-socket.ts';
import type { Exchange } from './exchange.ts';
import type { Flaw } from './judge-answer.ts';
import { LoadSocket, type LoadSocketKeeper } from './load-socket.ts';
import type { LoadSocketOwner } from './load-socket-owner.ts';

/** Connections of one session; requests past it wait for one, and their waiting counts as latency. */
const maxSockets = 1_024;

/** The connections of one session: as many as requests are under way, kept alive, the last used first. */
export class LoadSockets implements LoadSocketKeeper {
  readonly #endpoint: Endpoint;
  readonly #owner: LoadSocketOwner;
  readonly #sockets = new Set<LoadSocket>();
  readonly #idle: LoadSocket[] = [];
  readonly #waiting = new Set<Exchange>();

  constructor(endpoint: Endpoint, owner: LoadSocketOwner) {
    this.#endpoint = endpoint;
    this.#owner = owner;
  }

  send(exchange: Exchange): void {
    for (let socket = this.#idle.pop(); socket !== undefined; socket = this.#idle.pop()) {
      if (socket.isFresh(exchange.sentNs)) {
        socket.send(exchange);
        return;
      }
      socket.destroy();
    }
    if (this.#sockets.size < maxSockets) this.#connect(exchange);
    else this.#waiting.add(exchange);
  }

  sweep(nowNs: number): void {
    for (const socket of this.#sockets) socket.sweep(nowNs);
    for (const exchange of this.#waiting) {
      if (exchange.deadlineNs > nowNs) continue;
      this.#waiting.delete(exchange);
      const detail = `no connection was free within ${exchange.timeoutMs} ms`;
      this.#owner.settle(exchange, { outcome: 'timeout', detail }, nowNs);
    }
  }

  /** Ends what waits and what is under way. */
  cancel(why: Flaw, nowNs: number): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const exchange of waiting) this.#owner.settle(exchange, why, nowNs);
    for (const socket of this.#sockets) socket.cancel(why, nowNs);
  }

  /** Without a word to what is under way: cancel it first. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  onFree(socket: LoadSocket): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#idle.push(socket);
    else {
      this.#waiting.delete(next);
      socket.send(next);
    }
  }

  onGone(socket: LoadSocket): void {
    this.#sockets.delete(socket);
    const at = this.#idle.lastIndexOf(socket);
    if (at >= 0) this.#idle.splice(at, 1);
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    this.#connect(next);
  }

  #connect(exchange: Exchange): void {
    const socket = new LoadSocket(this.#endpoint, this.#owner, this);
    this.#sockets.add(socket);
    socket.send(exchange);
  }
}

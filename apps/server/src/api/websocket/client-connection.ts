import { type ClientMessage, clientMessageSchema, closeCodes, type ServerMessage } from '@mcp-lab/contracts';
import type { ActiveSession } from '@mcp-lab/core';
import type { WebSocket } from 'ws';
import type { Outbox, Subscription } from './subscription.ts';
import { maySubscribe } from './topic.ts';

/** Nobody may stay without saying who they are. */
const authDeadlineMs = 5_000;
const heartbeatMs = 15_000;
/** What may wait for a client that does not read. */
const maxQueuedBytes = 1024 * 1024;
/** Below this a slow client counts as caught up. */
const caughtUpBytes = 256 * 1024;
const lagCheckMs = 250;
/** A client that stays behind this long is sent away. */
const lagLimitMs = 5_000;
/** A client that was told to go and does not. */
const closeGraceMs = 10_000;
const maxSubscriptions = 50;
const messageWindowMs = 10_000;
const maxMessagesInWindow = 200;

export interface ConnectionHost {
  /** The newest event anybody was told of. */
  readonly position: number;
  redeemTicket(ticket: string): Promise<ActiveSession | null>;
  findSession(sessionId: string): Promise<ActiveSession | null>;
  subscribe(connection: ClientConnection, message: Extract<ClientMessage, { type: 'subscribe' }>): Promise<void>;
  unsubscribe(connection: ClientConnection, subscription: Subscription): void;
  left(connection: ClientConnection): void;
  onError(error: unknown): void;
}

/** One WebSocket client: signs in, subscribes, is kept from drowning. */
export class ClientConnection implements Outbox {
  session: ActiveSession | undefined;
  readonly subscriptions = new Map<string, Subscription>();
  readonly #socket: WebSocket;
  readonly #host: ConnectionHost;
  readonly #authDeadline: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #lagTimer: NodeJS.Timeout | undefined;
  #lagStartedMs = 0;
  #answered = true;
  #windowStartedMs = 0;
  #messagesInWindow = 0;
  #working: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(socket: WebSocket, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#authDeadline = setTimeout(() => this.close(closeCodes.unauthenticated, 'sign in first'), authDeadlineMs);
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs);
    socket.on('message', (data, isBinary) => this.#receive(isBinary ? null : String(data)));
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => this.#dispose());
  }

  get open(): boolean {
    return !this.#closing && this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: ServerMessage): void {
    if (this.open) this.#socket.send(JSON.stringify(message));
  }

  sendError(code: string, message: string): void {
    this.send({ type: 'error', seq: this.#host.position, code, message });
  }

  offer(text: string): boolean {
    if (!this.open) return false;
    if (this.#lagTimer !== undefined || this.#socket.bufferedAmount + text.length > maxQueuedBytes) {
      this.#startLagging();
      return false;
    }
    this.#socket.send(text);
    return true;
  }

  /** Sends and waits until it has left this process: how a replay keeps pace with its client. Rejects when the client is gone. */
  sendPaced(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooSlow = setTimeout(() => this.#closeTooSlow(), lagLimitMs + closeGraceMs);
      this.#socket.send(text, (error) => {
        clearTimeout(tooSlow);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), closeGraceMs).unref();
  }

  /** Looks again at who this is: closes when the session has ended, drops what the role no longer allows. */
  async recheck(): Promise<void> {
    if (this.session === undefined) return;
    const now = await this.#host.findSession(this.session.sessionId);
    if (now === null) {
      this.close(closeCodes.unauthenticated, 'the session has ended');
      return;
    }
    const { role } = now.user;
    if (role === this.session.user.role) return;
    this.session = now;
    // What a topic shows depends on the role: the client subscribes again and gets what it may see now.
    for (const subscription of this.subscriptions.values()) {
      this.#host.unsubscribe(this, subscription);
      const { name } = subscription.topic;
      const allowed = maySubscribe(role, name);
      this.sendError(
        'forbidden',
        `your role changed; ${allowed ? `subscribe to ${name} again` : `${name} is closed to you`}`,
      );
      this.send({ type: 'unsubscribed', seq: this.#host.position, channel: name });
    }
    this.subscriptions.clear();
  }

  #receive(text: string | null): void {
    if (this.#isFlooding()) {
      this.close(1008, 'too many messages');
      return;
    }
    const message = parseMessage(text);
    if (message === null) {
      if (this.session === undefined) this.close(closeCodes.unauthenticated, 'the first message must be auth');
      else this.sendError('invalid-input', 'this message is not understood');
      return;
    }
    // One after the other: an unsubscribe must not overtake the subscribe before it.
    this.#working = this.#working.then(() => this.#handle(message)).catch((error: unknown) => this.#fail(error));
  }

  async #handle(message: ClientMessage): Promise<void> {
    if (!this.open) return;
    if (message.type === 'auth') return this.#authenticate(message.ticket);
    if (this.session === undefined) return this.close(closeCodes.unauthenticated, 'the first message must be auth');
    if (message.type === 'ping') return this.send({ type: 'pong', seq: this.#host.position });
    if (message.type === 'unsubscribe') return this.#unsubscribe(message.channel);
    await this.recheck();
    if (!this.open) return;
    if (!maySubscribe(this.session.user.role, message.channel)) {
      return this.sendError('forbidden', `your role may not follow ${message.channel}`);
    }
    if (this.subscriptions.size >= maxSubscriptions && !this.subscriptions.has(message.channel)) {
      return this.sendError('conflict', `at most ${maxSubscriptions} subscriptions; unsubscribe from one first`);
    }
    await this.#host.subscribe(this, message);
  }

  async #authenticate(ticket: string): Promise<void> {
    if (this.session !== undefined) return this.sendError('conflict', 'this connection is signed in already');
    const session = await this.#host.redeemTicket(ticket);
    if (session === null) return this.close(closeCodes.unauthenticated, 'the ticket is not valid');
    clearTimeout(this.#authDeadline);
    this.session = session;
    this.send({ type: 'ready', seq: this.#host.position, userId: session.user.id });
  }

  #unsubscribe(channel: string): void {
    const subscription = this.subscriptions.get(channel);
    if (subscription !== undefined) {
      this.#host.unsubscribe(this, subscription);
      this.subscriptions.delete(channel);
    }
    this.send({ type: 'unsubscribed', seq: this.#host.position, channel });
  }

  #isFlooding(): boolean {
    const now = performance.now();
    if (now - this.#windowStartedMs > messageWindowMs) {
      this.#windowStartedMs = now;
      this.#messagesInWindow = 0;
    }
    this.#messagesInWindow++;
    return this.#messagesInWindow > maxMessagesInWindow;
  }

  #startLagging(): void {
    if (this.#lagTimer !== undefined) return;
    this.#lagStartedMs = performance.now();
    this.#lagTimer = setInterval(() => {
      if (this.#socket.bufferedAmount <= caughtUpBytes) this.#stopLagging();
      else if (performance.now() - this.#lagStartedMs > lagLimitMs) this.#closeTooSlow();
    }, lagCheckMs);
  }

  #stopLagging(): void {
    clearInterval(this.#lagTimer);
    this.#lagTimer = undefined;
    this.#announceGaps();
  }

  #announceGaps(): void {
    for (const subscription of this.subscriptions.values()) {
      const gap = subscription.takeGap();
      if (gap !== undefined && this.open) this.#socket.send(gap);
    }
  }

  #closeTooSlow(): void {
    clearInterval(this.#lagTimer);
    this.#announceGaps();
    this.close(closeCodes.tooSlow, 'too slow: come back and resume with since');
  }

  #beat(): void {
    if (!this.#answered) {
      this.#socket.terminate();
      return;
    }
    this.#answered = false;
    this.#socket.ping();
  }

  #fail(error: unknown): void {
    this.#host.onError(error);
    this.sendError('unavailable', 'the lab could not do this right now; try again');
  }

  #dispose(): void {
    this.#closing = true;
    clearTimeout(this.#authDeadline);
    clearInterval(this.#heartbeat);
    clearInterval(this.#lagTimer);
    this.#host.left(this);
  }
}

function parseMessage(text: string | null): ClientMessage | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = clientMessageSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

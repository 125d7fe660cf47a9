import { type ClientMessage, closeCodes, type LabEvent, parseEvent, serverMessageSchema } from '@mcp-lab/contracts';
import { reconnectDelayMs } from './reconnect-delay.ts';

type Subscribe = Extract<ClientMessage, { type: 'subscribe' }>;
export type SubscribeOptions = Pick<Subscribe, 'intervalSeconds' | 'filter'>;

export interface LiveSocketOptions {
  url: string;
  /** A single-use ticket; rejects while the lab does not answer or nobody is signed in. */
  createTicket(): Promise<string>;
  openSocket(url: string): WebSocket;
  /** Uniform in [0, 1). */
  random(): number;
  /** Events of one channel, in order. */
  onEvents(channel: string, events: LabEvent[]): void;
  /** What is known about this channel may have holes: ask for it again over REST. */
  onGap(channel: string): void;
  /** The role changed, or does not allow a channel. */
  onForbidden(): void;
  /** `failedAttempts` since it was last ready. */
  onState(state: 'connecting' | 'live' | 'failing', failedAttempts: number): void;
}

interface Subscription extends SubscribeOptions {
  /** Newest sequence number seen; what came later is replayed after a reconnect. */
  since: number | undefined;
  holders: number;
}

/** One socket for the whole page. Silence this long means the connection is dead although nothing closed it. */
const silenceMs = 45_000;
const pingMs = 20_000;
/** From the third failure in a row on, the page polls. */
const attemptsBeforePolling = 3;

export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #subscriptions = new Map<string, Subscription>();
  #socket: WebSocket | null = null;
  #ready = false;
  #stopped = true;
  /** Which call of #connect counts: a ticket that comes back after a stop is for nobody. */
  #attempt = 0;
  #failedAttempts = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#attempt += 1;
    clearTimeout(this.#retryTimer);
    this.#drop();
  }

  /** Tries at once instead of waiting: the network came back, or the page became visible. */
  retryNow(): void {
    if (this.#stopped || this.#socket !== null) return;
    clearTimeout(this.#retryTimer);
    this.#connect();
  }

  /** Answers the function that ends it. Several holders of one channel share one subscription; the newest options count. */
  subscribe(channel: string, options: SubscribeOptions = {}): () => void {
    const known = this.#subscriptions.get(channel);
    this.#subscriptions.set(channel, { ...options, since: known?.since, holders: (known?.holders ?? 0) + 1 });
    if (known === undefined || JSON.stringify(options) !== JSON.stringify(pickOptions(known))) this.#announce(channel);
    return () => this.#release(channel);
  }

  #release(channel: string): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription === undefined) return;
    subscription.holders -= 1;
    if (subscription.holders > 0) return;
    this.#subscriptions.delete(channel);
    this.#send({ type: 'unsubscribe', channel });
  }

  #announce(channel: string): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription === undefined) return;
    this.#send({ type: 'subscribe', channel, since: subscription.since, ...pickOptions(subscription) });
  }

  #send(message: ClientMessage): void {
    if (this.#ready) this.#socket?.send(JSON.stringify(message));
  }

  #connect(): void {
    if (this.#failedAttempts === 0) this.#options.onState('connecting', 0);
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#options.createTicket().then(
      (ticket) => {
        if (!this.#stopped && attempt === this.#attempt) this.#open(ticket);
      },
      () => {
        if (attempt === this.#attempt) this.#scheduleRetry();
      },
    );
  }

  #open(ticket: string): void {
    const socket = this.#options.openSocket(this.#options.url);
    this.#socket = socket;
    this.#expectNoise();
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', ticket } satisfies ClientMessage));
    socket.onmessage = (message: MessageEvent<unknown>) => {
      this.#expectNoise();
      this.#receive(message.data);
    };
    socket.onclose = (close) => {
      if (this.#socket !== socket) return;
      this.#drop();
      // A restart is announced and short: it does not count as a failure of the connection.
      if (close.code === closeCodes.restarting && this.#failedAttempts === 0) this.#options.onState('connecting', 0);
      this.#scheduleRetry();
    };
  }

  #receive(data: unknown): void {
    const parsed = serverMessageSchema.safeParse(JSON.parse(String(data)));
    // A message type this build does not know is from a newer lab; the ones it knows keep working.
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'ready') this.#becomeReady();
    else if (message.type === 'error' && message.code === 'forbidden') this.#options.onForbidden();
    // Taken away by the lab, because rights changed: asked for again, and refused where the new role does not allow it.
    else if (message.type === 'unsubscribed') this.#announce(message.channel);
    else if (message.type === 'subscribed') this.#confirm(message.channel, message.seq);
    else if (message.type === 'gap') {
      this.#advance(message.channel, message.seq);
      this.#options.onGap(message.channel);
    } else if (message.type === 'events') {
      this.#advance(message.channel, message.seq);
      const events = message.events.map(parseKnownEvent);
      const known = events.filter((event) => event !== null);
      this.#options.onEvents(message.channel, known);
      if (known.length < events.length) this.#options.onGap(message.channel);
    }
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#failedAttempts = 0;
    this.#options.onState('live', 0);
    for (const channel of this.#subscriptions.keys()) this.#announce(channel);
    this.#pingTimer = setInterval(() => this.#send({ type: 'ping' }), pingMs);
  }

  #confirm(channel: string, seq: number): void {
    const subscription = this.#subscriptions.get(channel);
    // With `since` the replay moves it on; without, everything before now is what REST answers.
    if (subscription === undefined || subscription.since !== undefined) return;
    subscription.since = seq;
    this.#options.onGap(channel);
  }

  #advance(channel: string, seq: number): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription !== undefined) subscription.since = Math.max(subscription.since ?? 0, seq);
  }

  #expectNoise(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => {
      this.#drop();
      this.#scheduleRetry();
    }, silenceMs);
  }

  #drop(): void {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#silenceTimer);
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    socket?.close();
  }

  #scheduleRetry(): void {
    if (this.#stopped) return;
    this.#failedAttempts += 1;
    this.#options.onState(
      this.#failedAttempts >= attemptsBeforePolling ? 'failing' : 'connecting',
      this.#failedAttempts,
    );
    clearTimeout(this.#retryTimer);
    const delayMs = reconnectDelayMs(this.#failedAttempts, this.#options.random());
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
  }
}

function pickOptions({ intervalSeconds, filter }: SubscribeOptions): SubscribeOptions {
  return { intervalSeconds, filter };
}

function parseKnownEvent(value: Parameters<typeof parseEvent>[0]): LabEvent | null {
  try {
    return parseEvent(value);
  } catch (error) {
    console.warn(`event ${value.seq} (${value.type}) is not understood`, error);
    return null;
  }
}

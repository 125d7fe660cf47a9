import { type ClientMessage, closeCodes, type LabEvent } from '@mcp-lab/contracts';
import type { ActiveSession, SessionCache } from '@mcp-lab/core';
import type { WebSocket } from 'ws';
import { ClientConnection, type ConnectionHost } from './client-connection.ts';
import { type EventStore, EventTail } from './event-tail.ts';
import { Subscription } from './subscription.ts';
import { topicOf } from './topic.ts';
import { buildEventsFrames, TopicGroup } from './topic-group.ts';

export interface HubOptions {
  store: EventStore;
  sessions: SessionCache;
  redeemTicket(ticket: string): Promise<ActiveSession | null>;
  onError(error: unknown): void;
}

type Subscribe = Extract<ClientMessage, { type: 'subscribe' }>;

/** Every so often all connections are looked at again, for rights that changed without an event. */
const recheckMs = 4_000;
const replayPage = 500;

/** All WebSocket clients of this process, fed from the table of events. */
export class Hub implements ConnectionHost {
  readonly redeemTicket: HubOptions['redeemTicket'];
  readonly onError: HubOptions['onError'];
  readonly #options: HubOptions;
  readonly #tail: EventTail;
  readonly #connections = new Set<ClientConnection>();
  readonly #groups = new Map<string, TopicGroup<Subscription>>();
  #recheck: NodeJS.Timeout | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
    this.redeemTicket = options.redeemTicket;
    this.onError = options.onError;
    this.#tail = new EventTail({
      store: options.store,
      onEvents: (events) => this.#dispatch(events),
      onError: options.onError,
    });
  }

  get position(): number {
    return this.#tail.position;
  }

  async start(): Promise<void> {
    await this.#tail.start();
    this.#recheck = setInterval(() => this.#recheckAll(), recheckMs);
  }

  wake(): void {
    this.#tail.wake();
  }

  accept(socket: WebSocket): void {
    this.#connections.add(new ClientConnection(socket, this));
  }

  /** Tells every client to come back later, or to another replica. */
  stop(): void {
    this.#tail.stop();
    clearInterval(this.#recheck);
    for (const connection of this.#connections) connection.close(closeCodes.restarting, 'restarting');
    for (const group of this.#groups.values()) group.dispose();
  }

  findSession(sessionId: string): Promise<ActiveSession | null> {
    return this.#options.sessions.find(sessionId);
  }

  async subscribe(connection: ClientConnection, message: Subscribe): Promise<void> {
    const { session } = connection;
    if (session === undefined) return;
    const topic = topicOf(message, session.user.role);
    const earlier = connection.subscriptions.get(message.channel);
    if (earlier !== undefined) this.unsubscribe(connection, earlier);
    const { since } = message;
    const subscription = new Subscription(topic, connection, since !== undefined);
    connection.subscriptions.set(message.channel, subscription);
    this.#groupOf(subscription).members.add(subscription);
    connection.send({ type: 'subscribed', seq: since ?? this.position, channel: message.channel });
    // The replay goes on beside: the client may send more messages while it reads the past.
    if (since !== undefined) void this.#replay(connection, subscription, since).catch(this.#onReplayError(connection));
  }

  unsubscribe(_connection: ClientConnection, subscription: Subscription): void {
    const { key } = subscription.topic;
    const group = this.#groups.get(key);
    if (group === undefined) return;
    group.members.delete(subscription);
    if (group.members.size > 0) return;
    group.dispose();
    this.#groups.delete(key);
  }

  left(connection: ClientConnection): void {
    this.#connections.delete(connection);
    for (const subscription of connection.subscriptions.values()) this.unsubscribe(connection, subscription);
    connection.subscriptions.clear();
  }

  /** Sends what was missed, page by page, and goes over to live in the moment nothing is missing. */
  async #replay(connection: ClientConnection, subscription: Subscription, since: number): Promise<void> {
    const { topic } = subscription;
    const isCurrent = () => connection.open && connection.subscriptions.get(topic.name) === subscription;
    let cursor = await this.#announceLostPast(connection, topic.name, since);
    while (isCurrent() && cursor < this.position) {
      const until = this.position;
      const events = await this.#options.store.readAfter(cursor, replayPage);
      const wanted = events.filter((event) => event.seq <= until && topic.wants(event));
      for (const frame of buildEventsFrames(topic.name, wanted)) {
        if (isCurrent()) await connection.sendPaced(frame.text);
      }
      cursor = events.length < replayPage ? until : Math.min(until, events.at(-1)?.seq ?? until);
    }
    subscription.replaying = false;
  }

  /** A gap for what is no longer kept, or for a number this lab has not reached yet. Gives where the replay begins. */
  async #announceLostPast(connection: ClientConnection, channel: string, since: number): Promise<number> {
    const { oldest } = await this.#options.store.bounds();
    const { position } = this;
    if (since > position) {
      connection.send({ type: 'gap', seq: position, channel, from: 0, to: position });
      return position;
    }
    if (oldest > since + 1) {
      connection.send({ type: 'gap', seq: oldest - 1, channel, from: since + 1, to: oldest - 1 });
      return oldest - 1;
    }
    return since;
  }

  #onReplayError(connection: ClientConnection) {
    return (error: unknown) => {
      if (!connection.open) return;
      this.onError(error);
      connection.close(closeCodes.restarting, 'the past could not be read; come back');
    };
  }

  #groupOf(subscription: Subscription): TopicGroup<Subscription> {
    const { topic } = subscription;
    const known = this.#groups.get(topic.key);
    if (known !== undefined) return known;
    const group = new TopicGroup<Subscription>(topic, (members, frame) => {
      for (const member of members) member.takeFrame(frame);
    });
    this.#groups.set(topic.key, group);
    return group;
  }

  #dispatch(events: LabEvent[]): void {
    for (const event of events) if (event.type === 'user.changed') this.#userChanged(event.payload.id);
    for (const group of this.#groups.values()) group.deliver(events);
  }

  #userChanged(userId: string): void {
    this.#options.sessions.forget(userId);
    for (const connection of this.#connections) {
      if (connection.session?.user.id === userId) void connection.recheck().catch(this.onError);
    }
  }

  #recheckAll(): void {
    for (const connection of this.#connections) void connection.recheck().catch(this.onError);
  }
}

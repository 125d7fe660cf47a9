import type { Topic } from './topic.ts';
import type { Frame } from './topic-group.ts';

/** Sends text when the client still takes it. */
export interface Outbox {
  /** False when the client is too slow: nothing was sent. */
  offer(text: string): boolean;
}

/**
 * One channel one client follows.
 * - replaying: reading the past from the store; live frames are skipped because the replay will reach them
 * - live: gets every frame
 * - lagging: the client reads too slowly; frames are left out and remembered as a gap
 */
export class Subscription {
  readonly topic: Topic;
  readonly #outbox: Outbox;
  replaying: boolean;
  #gap: { from: number; to: number } | undefined;

  constructor(topic: Topic, outbox: Outbox, replaying: boolean) {
    this.topic = topic;
    this.#outbox = outbox;
    this.replaying = replaying;
  }

  get lagging(): boolean {
    return this.#gap !== undefined;
  }

  takeFrame(frame: Frame): void {
    if (this.replaying) return;
    // After a first frame that was left out the next ones are, too, until the gap has been announced: order is kept.
    if (this.#gap !== undefined) this.#gap.to = frame.toSeq;
    else if (!this.#outbox.offer(frame.text)) this.#gap = { from: frame.fromSeq, to: frame.toSeq };
  }

  /** The announcement of what was left out, after which the subscription is live again. */
  takeGap(): string | undefined {
    if (this.#gap === undefined) return undefined;
    const { from, to } = this.#gap;
    this.#gap = undefined;
    return JSON.stringify({ type: 'gap', seq: to, channel: this.topic.name, from, to });
  }
}

import type { ReplyOutcome } from './connection.ts';
import type { Frame } from './frame.ts';
import { type IdKey, idKey, isAnonymousResponse, isResponse, messagesOf } from './message-shape.ts';
import { PendingReply, type PendingReplyOptions } from './pending-reply.ts';

/** All the waits on one shared stream of frames: stdout of a process, or the event stream of HTTP+SSE. */
export class PendingReplies {
  readonly #all = new Set<PendingReply>();
  /** First come, first served where an id was used twice. */
  readonly #byId = new Map<IdKey, PendingReply[]>();

  add(options: PendingReplyOptions): PendingReply {
    const pending = new PendingReply({
      ...options,
      onSettled: (settled, outcome) => {
        this.#remove(settled);
        options.onSettled?.(settled, outcome);
      },
    });
    this.#all.add(pending);
    for (const key of pending.keys) {
      const queue = this.#byId.get(key);
      if (queue === undefined) this.#byId.set(key, [pending]);
      else queue.push(pending);
    }
    return pending;
  }

  /** Gives a received message frame to whoever waits for it; to everybody as a related one when nobody does. */
  deliver(frame: Frame): void {
    if (this.#all.size === 0) return;
    if (this.#deliverById(frame) || this.#deliverWithoutId(frame) || this.#deliverToAnything(frame)) return;
    for (const pending of this.#all) pending.relate(frame);
  }

  settleAll(outcome: ReplyOutcome, failure?: string): void {
    for (const pending of this.#all) pending.settle(outcome, failure);
  }

  #deliverById(frame: Frame): boolean {
    let taken = false;
    for (const message of messagesOf(frame.json)) {
      if (!isResponse(message) || message.id === undefined) continue;
      const key = idKey(message.id);
      if (this.#byId.get(key)?.[0]?.answer(key, message, frame)) taken = true;
    }
    return taken;
  }

  #deliverWithoutId(frame: Frame): boolean {
    if (this.#all.size !== 1) return false;
    if (!messagesOf(frame.json).some(isAnonymousResponse)) return false;
    const [only] = this.#all;
    return only !== undefined && !only.takesAnything && only.offerWithoutId(frame);
  }

  #deliverToAnything(frame: Frame): boolean {
    for (const pending of this.#all) if (pending.takesAnything && pending.offer(frame)) return true;
    return false;
  }

  #remove(pending: PendingReply): void {
    this.#all.delete(pending);
    for (const key of pending.keys) {
      const queue = this.#byId.get(key);
      if (queue === undefined) continue;
      if (queue.length === 1) this.#byId.delete(key);
      else queue.splice(queue.indexOf(pending), 1);
    }
  }
}

import type { MessageDirection, ProxiedMessage } from './proxied-message.ts';

/** Requests that were never answered must not pile up. */
const maxRemembered = 10_000;

/** Which method each request under way has, so that its answer can be told by it. Each side numbers its own requests. */
export class MethodMemory {
  readonly #methods = new Map<string, string>();

  remember({ direction, id, method, isAnswer }: ProxiedMessage): void {
    if (isAnswer || id === undefined || method === undefined) return;
    const [oldest] = this.#methods.keys();
    if (this.#methods.size >= maxRemembered && oldest !== undefined) this.#methods.delete(oldest);
    this.#methods.set(`${direction} ${id}`, method);
  }

  /** `direction` is the one the answer goes in. */
  methodOf(direction: MessageDirection, id: string): string | undefined {
    const asked = direction === 'to-client' ? 'to-server' : 'to-client';
    return this.#methods.get(`${asked} ${id}`);
  }
}

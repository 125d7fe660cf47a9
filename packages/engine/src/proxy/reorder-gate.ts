/** Lets one message wait for the next; over HTTP messages travel apart, so that no queue can do it. */
export class ReorderGate {
  #release: (() => void) | undefined;

  /** Resolves when the next message has gone, or after this time. Only one waits at a time. */
  async hold(ms: number): Promise<void> {
    if (this.#release !== undefined) return;
    const next = Promise.withResolvers<void>();
    const timer = setTimeout(next.resolve, ms);
    this.#release = next.resolve;
    await next.promise;
    clearTimeout(timer);
    this.#release = undefined;
  }

  /** A message has gone. */
  pass(): void {
    if (this.#release !== undefined) setImmediate(this.#release);
  }
}

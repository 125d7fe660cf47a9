/** A process that is still starting, on a busy machine, is no server that does not answer. */
const minimumMs = 10_000;

/** How long the opening of a session may take where an ordinary request may take `requestTimeoutMs`. */
export function openingTimeoutOf(requestTimeoutMs: number): number {
  return Math.max(requestTimeoutMs, minimumMs);
}

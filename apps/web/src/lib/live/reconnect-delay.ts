/**
 * Milliseconds to wait before attempt `failedAttempts` + 1: doubling from half a second up to 30 s, with the upper half
 * random so that the browsers of a whole team do not return in the same instant.
 */
export function reconnectDelayMs(failedAttempts: number, random: number): number {
  const ceilingMs = Math.min(30_000, 500 * 2 ** Math.max(0, failedAttempts - 1));
  return Math.round(ceilingMs * (0.5 + random / 2));
}

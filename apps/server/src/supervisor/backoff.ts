/** How long to wait before restart number `failures` (from 1): 1 s, 2 s, 4 s ... at most `maxMs`. */
export function backoffMs(failures: number, maxMs: number): number {
  return Math.min(maxMs, 1000 * 2 ** Math.min(failures - 1, 20));
}

/** Where a straight line from target to target stands; past the last stage it stays there. */
export function valueAlong(
  start: number,
  stages: readonly { seconds: number; target: number }[],
  elapsedSeconds: number,
): number {
  let from = start;
  let left = elapsedSeconds;
  for (const { seconds, target } of stages) {
    if (left < seconds) return from + ((target - from) * left) / seconds;
    left -= seconds;
    from = target;
  }
  return from;
}

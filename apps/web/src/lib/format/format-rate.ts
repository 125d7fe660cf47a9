/** Calls per second: `0.25`, `12.4`, `1,240`. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 100) return Math.round(perSecond).toLocaleString();
  if (perSecond >= 10 || perSecond === 0) return perSecond.toFixed(perSecond === 0 ? 0 : 1);
  return perSecond.toFixed(2);
}

const sameYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const formatFullTime = (at: number): string => full.format(at);
export const formatClock = (at: number): string => clock.format(at);

/** `14:03:22.071`: log lines are compared by it. */
export function formatLogTime(at: number): string {
  return `${clockSeconds.format(at)}.${String(at % 1000).padStart(3, '0')}`;
}

/** `just now`, `4 min ago`, `3 h ago`, then the date. */
export function formatRelativeTime(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return sameYear.format(at);
}

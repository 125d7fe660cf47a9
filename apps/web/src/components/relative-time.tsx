'use client';
import { formatFullTime, formatRelativeTime } from '@/lib/format/format-time.ts';
import { useNow } from '@/lib/use-now.ts';

/** How long ago, kept current; the full time on hover. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatFullTime(at)} className={className}>
      {formatRelativeTime(at, now)}
    </time>
  );
}

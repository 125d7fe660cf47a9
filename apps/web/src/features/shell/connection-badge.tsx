'use client';
import { StateDot } from '@/components/server-state.tsx';
import type { Tone } from '@/components/ui/badge.tsx';
import { Tooltip } from '@/components/ui/tooltip.tsx';
import { formatClock } from '@/lib/format/format-time.ts';
import { type ConnectionMode, connectionMode, useConnection } from '@/lib/live/connection-store.ts';

const presentations: Record<ConnectionMode, { tone: Tone; label: string; meaning: string }> = {
  live: { tone: 'good', label: 'Live', meaning: 'What happens in the lab appears here as it happens.' },
  connecting: { tone: 'notice', label: 'Connecting', meaning: 'Opening the event stream.' },
  polling: {
    tone: 'caution',
    label: 'Polling',
    meaning: 'The event stream cannot be opened, so this page asks for the same data every 5 seconds.',
  },
  stale: { tone: 'bad', label: 'Stale', meaning: 'The lab does not answer. What you see may be out of date.' },
};

/** How current the page is, in words. */
export function ConnectionBadge() {
  const { socket, answering, freshAt } = useConnection();
  const mode = connectionMode({ socket, answering });
  const { tone, label, meaning } = presentations[mode];
  const since = mode === 'stale' && freshAt !== null ? ` since ${formatClock(freshAt)}` : '';
  return (
    <Tooltip content={meaning} side="bottom">
      <button
        type="button"
        data-testid="connection"
        data-mode={mode}
        className="flex h-7 cursor-help items-center gap-2 rounded-full px-2.5 text-xs font-medium whitespace-nowrap text-muted-foreground outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        <StateDot tone={tone} moving={mode === 'connecting'} />
        <span role="status" className={mode === 'live' || mode === 'connecting' ? 'max-sm:sr-only' : undefined}>
          {label}
          {since}
        </span>
      </button>
    </Tooltip>
  );
}

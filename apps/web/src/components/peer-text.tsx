'use client';
import { useMemo, useState } from 'react';
import { cn } from '@/lib/class-names.ts';
import { formatCount } from '@/lib/format/format-count.ts';
import { revealText } from '@/lib/text/reveal-text.ts';

interface PeerTextProps {
  text: string;
  className?: string;
  /** Characters drawn before "Show all". */
  limit?: number;
}

/** Text that came from a peer: only ever text, and nothing in it invisible. Bidirectional controls are shown, not obeyed. */
export function PeerText({ text, className, limit = 20_000 }: PeerTextProps) {
  const [all, setAll] = useState(false);
  const shown = all ? text : text.slice(0, limit);
  const segments = useMemo(() => revealText(shown), [shown]);
  return (
    <bdi className={cn('wrap-anywhere', className)}>
      {segments.map((segment) =>
        segment.hidden ? (
          <span
            key={segment.at}
            title="A character that cannot be seen, shown as its escape"
            className="mx-px rounded-[3px] bg-odd/15 px-0.5 font-mono text-[0.85em] text-odd"
          >
            {segment.text}
          </span>
        ) : (
          <span key={segment.at}>{segment.text}</span>
        ),
      )}
      {shown.length < text.length ? (
        <button
          type="button"
          className="ml-1 font-sans text-xs font-medium text-primary underline-offset-4 hover:underline"
          onClick={() => setAll(true)}
        >
          … show all {formatCount(text.length)} characters
        </button>
      ) : null}
    </bdi>
  );
}

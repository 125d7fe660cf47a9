import type { VerdictCounts } from '@mcp-lab/contracts';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { verdictOrder, verdictPresentation } from '@/components/verdict-presentation.ts';
import { cn } from '@/lib/class-names.ts';

interface VerdictTallyProps {
  counts: VerdictCounts;
  /** Said when nothing was judged. */
  fallback?: string | null;
}

/** `3 fail  1 warn  84 pass`: only what occurred, worst first. */
export function VerdictTally({ counts, fallback }: VerdictTallyProps) {
  const occurred = verdictOrder.filter((verdict) => counts[verdict] > 0 && verdict !== 'not-applicable');
  if (occurred.length === 0) {
    return (
      <p className="truncate text-xs text-muted-foreground">
        <PeerText text={fallback ?? 'Nothing judged yet'} limit={160} />
      </p>
    );
  }
  return (
    <p className="truncate text-xs text-muted-foreground tabular-nums">
      {occurred.slice(0, 4).map((verdict) => (
        <span key={verdict} className="mr-2.5 last:mr-0">
          <span className={cn('font-medium', toneClasses[verdictPresentation[verdict].tone].text)}>
            {counts[verdict]}
          </span>{' '}
          {verdictPresentation[verdict].label.toLowerCase()}
        </span>
      ))}
    </p>
  );
}

import type { VerdictCounts } from '@mcp-lab/contracts';
import { cn } from '@/lib/class-names.ts';
import { toneClasses } from './tone-classes.ts';
import { verdictOrder, verdictPresentation } from './verdict-presentation.ts';

interface VerdictBarProps {
  counts: VerdictCounts;
  /** Checks planned; what is not judged yet stays empty. */
  total: number;
  className?: string;
}

/** Shares of each verdict as one bar. The numbers are beside it wherever it is used, so it is hidden from screen readers. */
export function VerdictBar({ counts, total, className }: VerdictBarProps) {
  const whole = Math.max(
    total,
    verdictOrder.reduce((sum, verdict) => sum + counts[verdict], 0),
  );
  return (
    <div aria-hidden className={cn('flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-accent', className)}>
      {verdictOrder
        .filter((verdict) => counts[verdict] > 0)
        .map((verdict) => (
          <div
            key={verdict}
            className={cn(
              'h-full transition-[width] duration-300',
              toneClasses[verdictPresentation[verdict].tone].fill,
              verdict === 'not-applicable' && 'opacity-50',
            )}
            style={{ width: `${(counts[verdict] / whole) * 100}%` }}
          />
        ))}
    </div>
  );
}

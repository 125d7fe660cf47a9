'use client';
import type { Run, VerdictCounts } from '@mcp-lab/contracts';
import { isRunActive } from '@/components/run-state.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Card } from '@/components/ui/card.tsx';
import { Tooltip } from '@/components/ui/tooltip.tsx';
import { VerdictBar } from '@/components/verdict-bar.tsx';
import { type Verdict, verdictOrder, verdictPresentation } from '@/components/verdict-presentation.ts';
import { cn } from '@/lib/class-names.ts';
import { formatCount } from '@/lib/format/format-count.ts';
import { chosenVerdicts, type ResultFilters } from './result-filters.ts';

interface RunProgressProps {
  run: Run;
  counts: VerdictCounts;
  filters: ResultFilters;
  onFilter(changes: Partial<ResultFilters>): void;
}

/** How far it is, and how many of each verdict; a verdict pressed filters the list by it. */
export function RunProgress({ run, counts, filters, onFilter }: RunProgressProps) {
  const chosen = chosenVerdicts(filters);
  const active = isRunActive(run);
  const judged = verdictOrder.reduce((sum, verdict) => sum + counts[verdict], 0);
  const total = Math.max(run.progress.total, judged);
  const toggle = (verdict: Verdict) => {
    const next = chosen.includes(verdict) ? chosen.filter((other) => other !== verdict) : [...chosen, verdict];
    onFilter({ verdict: next.join(',') });
  };
  return (
    <Card className="gap-3.5 p-4">
      <div
        role="progressbar"
        aria-label="Checks judged"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={judged}
        data-testid="run-progress"
      >
        <div className="mb-2 flex items-baseline justify-between gap-3 text-xs text-muted-foreground tabular-nums">
          <span>
            <span className="text-sm font-semibold text-foreground">{formatCount(judged)}</span>
            {total > judged ? ` of ${formatCount(total)}` : ''} {active ? 'results so far' : 'results'}
          </span>
          {active && total > 0 ? <span>{Math.floor((judged / total) * 100)}%</span> : null}
        </div>
        <VerdictBar counts={counts} total={total} className="h-2.5" />
      </div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-1.5">
        {verdictOrder.map((verdict) => {
          const { label, meaning, tone, icon: Icon } = verdictPresentation[verdict];
          const pressed = chosen.includes(verdict);
          const none = counts[verdict] === 0;
          return (
            <Tooltip key={verdict} content={meaning} side="bottom">
              <button
                type="button"
                aria-pressed={pressed}
                data-testid={`count-${verdict}`}
                onClick={() => toggle(verdict)}
                className={cn(
                  'flex items-center gap-2 rounded-lg border px-2.5 py-1.5 text-left tabular-nums transition-colors outline-none hover:bg-muted/60 focus-visible:ring-[3px] focus-visible:ring-ring/45',
                  pressed && 'border-primary/60 bg-primary/6 hover:bg-primary/10',
                )}
              >
                <Icon
                  aria-hidden
                  className={cn('size-3.5 shrink-0', none ? 'text-muted-foreground/60' : toneClasses[tone].text)}
                  strokeWidth={2.5}
                />
                <span className={cn('text-sm font-semibold', none && 'text-muted-foreground')}>
                  {formatCount(counts[verdict])}
                </span>
                <span className="truncate text-xs text-muted-foreground">{label}</span>
              </button>
            </Tooltip>
          );
        })}
      </div>
    </Card>
  );
}

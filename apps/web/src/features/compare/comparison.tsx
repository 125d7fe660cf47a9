'use client';
import type { RunComparison } from '@mcp-lab/contracts';
import { ChevronRightIcon, EqualIcon, TriangleAlertIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatCount } from '@/lib/format/format-count.ts';
import { ChangeRow } from './change-row.tsx';
import { comparisonPartPresentation } from './part-presentation.ts';

export function Comparison({ comparison }: { comparison: RunComparison }) {
  const parts = comparisonPartPresentation.filter(({ part }) => comparison[part].length > 0);
  return (
    <>
      {comparison.cautions.length > 0 ? (
        <Card role="note" className="border-caution/35 bg-caution/6" data-testid="cautions">
          <ul className="flex flex-col gap-1 px-4 py-3 text-[0.8125rem] leading-relaxed">
            {comparison.cautions.map((caution) => (
              <li key={caution} className="flex gap-2">
                <TriangleAlertIcon aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
                <PeerText text={caution} limit={1_000} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
        {comparisonPartPresentation.slice(0, 5).map(({ part, title, tone }) => (
          <div key={part} className="rounded-xl border bg-card px-4 py-2.5 shadow-xs" data-testid={`compared-${part}`}>
            <p
              className={cn(
                'text-lg font-semibold tabular-nums',
                comparison[part].length > 0 && toneClasses[tone].text,
              )}
            >
              {formatCount(comparison[part].length)}
            </p>
            <p className="text-xs text-muted-foreground">{title}</p>
          </div>
        ))}
      </div>
      <Card data-testid="comparison">
        {parts.length === 0 ? (
          <EmptyState icon={EqualIcon} title="No difference">
            Every result of both runs has the same verdict, and neither has a finding.
          </EmptyState>
        ) : null}
        {parts.map(({ part, title, meaning, tone, open }) => (
          <details key={part} open={open} className="group border-b last:border-b-0">
            <summary className="flex items-center gap-2 px-4 py-2.5 outline-none select-none hover:bg-muted/50 focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset [&::-webkit-details-marker]:hidden">
              <ChevronRightIcon
                aria-hidden
                className="size-3.5 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
              />
              <span aria-hidden className={cn('size-2 shrink-0 rounded-full', toneClasses[tone].fill)} />
              <h2 className="shrink-0 text-[0.8125rem] font-semibold">
                {title}{' '}
                <span className="font-normal text-muted-foreground">{formatCount(comparison[part].length)}</span>
              </h2>
              <span className="truncate text-xs text-muted-foreground">{meaning}</span>
            </summary>
            <ul className="divide-y border-t">
              {comparison[part].map((change) => (
                <ChangeRow key={change.id} change={change} baseId={comparison.base.id} headId={comparison.head.id} />
              ))}
            </ul>
          </details>
        ))}
      </Card>
    </>
  );
}

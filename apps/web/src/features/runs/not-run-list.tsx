'use client';
import type { NotRun, Run } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { ListChecksIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { isRunActive } from '@/components/run-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

/** The user's own decisions first. */
const reasons: readonly { why: NotRun['why']; title: string; text: string }[] = [
  { why: 'excluded', title: 'Excluded', text: 'by whoever set up the run, with a reason' },
  { why: 'side-effects', title: 'May change the server', text: 'run with side effects allowed to judge them' },
  { why: 'not-selected', title: 'Not selected', text: 'the run was asked for other checks only' },
  { why: 'revision', title: 'Other revisions', text: 'they apply to no revision that was spoken' },
  { why: 'transport', title: 'Other transports', text: 'they apply to no transport of this run' },
];

/** What gave no result, and why: it counts neither as passed nor as failed. */
export function NotRunList({ run }: { run: Run }) {
  const { client } = useLab();
  const active = isRunActive(run);
  const query = useQuery({
    queryKey: queryKeys.notRun(run.id),
    queryFn: ({ signal }) => client.listNotRun({ params: { id: run.id } }, { signal }),
    enabled: !active,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  });
  const items = query.data?.items ?? [];
  return (
    <Card data-testid="not-run">
      {query.isPending && !active ? <RowSkeletons rows={6} /> : null}
      {query.isError ? (
        <ErrorState
          title="What was not run could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {active || (query.isSuccess && items.length === 0) ? (
        <EmptyState icon={ListChecksIcon} title={active ? 'Known when the run has ended' : 'Nothing was left out'}>
          {active ? null : 'Every check of this run came to a verdict, or the run ended before its plan was made.'}
        </EmptyState>
      ) : null}
      {reasons.map(({ why, title, text }) => {
        const own = items.filter((item) => item.why === why);
        if (own.length === 0) return null;
        return (
          <section key={why} className="border-b px-4 py-3.5 last:border-b-0" data-why={why}>
            <h2 className="text-[0.8125rem] font-semibold">
              {title} <span className="font-normal text-muted-foreground">{formatCount(own.length)}</span>
              <span className="ml-2 text-xs font-normal text-muted-foreground">{text}</span>
            </h2>
            <ul className={why === 'excluded' ? 'mt-2 flex flex-col gap-1.5' : 'mt-2 columns-[15rem] gap-6'}>
              {own.map(({ checkId, reason }) => (
                <li key={checkId} className="text-xs leading-6 wrap-anywhere">
                  <span className="font-mono">{checkId}</span>
                  {reason ? <span className="ml-2 text-muted-foreground">{reason}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Card>
  );
}

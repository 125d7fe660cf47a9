'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRightIcon, GitCompareArrowsIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { Comparison } from './comparison.tsx';
import { RunPicker } from './run-picker.tsx';
import { usePickableRuns } from './use-pickable-runs.ts';

/** What changed from one run to another; both stand in the URL. */
export function ComparePage() {
  const { client } = useLab();
  const [{ base, head }, setSides] = useUrlFilters(['base', 'head']);
  const runs = usePickableRuns(base, head);
  const both = base !== '' && head !== '';
  const query = useQuery({
    queryKey: queryKeys.runComparison(base, head),
    queryFn: ({ signal }) => client.compareRuns({ query: { base, head } }, { signal }),
    enabled: both,
  });
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[{ label: 'Runs', href: '/tests?view=runs' }]}
        title="Compare runs"
        description="A finding counts as fixed only when the newer run judged it: what was not run proves nothing."
      />
      <Card>
        <CardBody className="flex flex-wrap items-end gap-3">
          <RunPicker label="Base, the older run" value={base} runs={runs} onChange={(id) => setSides({ base: id })} />
          <Button
            variant="ghost"
            size="icon"
            aria-label="Swap the two runs"
            disabled={!both}
            onClick={() => setSides({ base: head, head: base })}
          >
            <ArrowLeftRightIcon />
          </Button>
          <RunPicker label="Head, the newer run" value={head} runs={runs} onChange={(id) => setSides({ head: id })} />
        </CardBody>
      </Card>
      {both ? null : (
        <Card>
          <EmptyState icon={GitCompareArrowsIcon} title="Choose two runs">
            Best two of the same server with the same options: then every difference is the server's.
          </EmptyState>
        </Card>
      )}
      {both && query.isPending ? (
        <div role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-96 rounded-xl" />
        </div>
      ) : null}
      {query.isError ? (
        <Card>
          <ErrorState title="They could not be compared" error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {both && query.data ? <Comparison comparison={query.data} /> : null}
    </div>
  );
}

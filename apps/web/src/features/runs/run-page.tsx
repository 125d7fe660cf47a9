'use client';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { ChaosView } from '../chaos/chaos-view.tsx';
import { LoadView } from '../load/load-view.tsx';
import { NotRunList } from './not-run-list.tsx';
import { countVerdicts, resultFilterNames } from './result-filters.ts';
import { RunHeader } from './run-header.tsx';
import { RunNotice } from './run-notice.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunResults } from './run-results.tsx';
import { RunTimeline } from './timeline/run-timeline.tsx';
import { useRun } from './use-run.ts';

const views = [
  { value: 'load', label: 'Load' },
  { value: 'chaos', label: 'Faults' },
  { value: 'results', label: 'Results' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'not-run', label: 'Not run' },
] as const;

export function RunPage({ id }: { id: string }) {
  const { run: runQuery, results, resultsQuery, active } = useRun(id);
  const [filters, setFilters] = useUrlFilters(resultFilterNames);
  const [{ view }, setView] = useUrlFilters(['view']);
  const run = runQuery.data;

  if (runQuery.isPending) {
    return (
      <LoadingState>
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-32 rounded-xl" />
        <Skeleton className="h-96 rounded-xl" />
      </LoadingState>
    );
  }
  if (run === undefined) {
    return (
      <Card>
        <ErrorState
          title="This run could not be loaded"
          error={runQuery.error}
          onRetry={() => void runQuery.refetch()}
        />
      </Card>
    );
  }
  const counts = resultsQuery.data === undefined ? run.counts : countVerdicts(results);
  const hasLoad = run.kind === 'load' || run.kind === 'soak';
  const hasChaos = run.kind === 'chaos';
  const offered = views.filter(({ value }) => (value !== 'load' || hasLoad) && (value !== 'chaos' || hasChaos));
  const first = offered[0]?.value ?? 'results';
  const shown = offered.find(({ value }) => value === view)?.value ?? first;
  return (
    <div className="flex flex-col gap-4">
      <RunHeader run={run} />
      <RunNotice run={run} counts={counts} results={resultsQuery.data === undefined ? null : results} />
      <Tabs
        value={shown}
        onValueChange={(next) => setView({ view: next === first ? '' : next }, 'push')}
        className="flex flex-col gap-4"
      >
        <TabsList aria-label="Run">
          {offered.map(({ value, label }) => (
            <TabsTrigger key={value} value={value}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        {hasLoad ? (
          <TabsContent value="load">
            <LoadView run={run} />
          </TabsContent>
        ) : null}
        {hasChaos ? (
          <TabsContent value="chaos">
            <ChaosView run={run} />
          </TabsContent>
        ) : null}
        <TabsContent value="results" className="flex flex-col gap-4">
          {active || results.length > 0 ? (
            <RunProgress run={run} counts={counts} filters={filters} onFilter={setFilters} />
          ) : null}
          <RunResults
            runId={id}
            active={active}
            results={results}
            query={resultsQuery}
            filters={filters}
            onFilter={setFilters}
          />
        </TabsContent>
        <TabsContent value="timeline">
          <RunTimeline run={run} />
        </TabsContent>
        <TabsContent value="not-run">
          <NotRunList run={run} />
        </TabsContent>
      </Tabs>
    </div>
  );
}

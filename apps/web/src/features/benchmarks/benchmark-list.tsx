'use client';
import type { Benchmark, BenchmarkRunSummary } from '@mcp-lab/contracts';
import { GaugeIcon, PlusIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowLink } from '@/components/row-link.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { RunStateBadge } from '@/components/run-state.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Card } from '@/components/ui/card.tsx';
import { formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { describeExecutor } from './describe-executor.ts';
import { useRunBenchmark } from './use-benchmark-actions.ts';
import { useBenchmarks } from './use-benchmarks.ts';

interface BenchmarkListProps {
  /** Only this server's; its name is then not repeated. */
  serverId?: string;
}

export function BenchmarkList({ serverId }: BenchmarkListProps) {
  const benchmarks = useBenchmarks(serverId === undefined ? {} : { serverId });
  const items = benchmarks.data?.items;
  return (
    <Card>
      {benchmarks.isPending ? <RowSkeletons rows={4} /> : null}
      {benchmarks.isError && items === undefined ? (
        <ErrorState
          title="The benchmarks could not be loaded"
          error={benchmarks.error}
          onRetry={() => void benchmarks.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={GaugeIcon}
          title="No benchmarks"
          actions={
            <PermissionButton
              permission="benchmarks:write"
              onClick={() => openDialog({ name: 'benchmark', ...(serverId === undefined ? {} : { serverId }) })}
            >
              <PlusIcon />
              New benchmark
            </PermissionButton>
          }
        >
          Find out how many calls per second a server sustains, how fast it answers then, and whether that has changed.
        </EmptyState>
      ) : null}
      <ul className="divide-y" data-testid="benchmark-list">
        {items?.map((benchmark) => (
          <BenchmarkRow key={benchmark.id} benchmark={benchmark} hideServer={serverId !== undefined} />
        ))}
      </ul>
    </Card>
  );
}

function BenchmarkRow({ benchmark, hideServer }: { benchmark: Benchmark; hideServer: boolean }) {
  const start = useRunBenchmark();
  const { lastRun } = benchmark;
  return (
    <li className="relative flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 transition-colors hover:bg-muted/50">
      <div className="min-w-0 flex-1 basis-56">
        <RowLink href={`/benchmarks/${benchmark.id}`}>{benchmark.name}</RowLink>
        <p className="mt-0.5 truncate text-xs text-muted-foreground">
          {hideServer ? '' : `${benchmark.serverName} · `}
          {benchmark.kind === 'soak' ? 'soak, ' : ''}
          {describeExecutor(benchmark.profile.executor)}
        </p>
      </div>
      {lastRun === null ? (
        <span className="text-xs text-muted-foreground">not run yet</span>
      ) : (
        <>
          <RunFigures run={lastRun} />
          <span className="flex items-center gap-2 text-xs text-muted-foreground">
            {lastRun.run.finishedAt === null ? null : <RelativeTime at={lastRun.run.finishedAt} />}
            <RunStateBadge run={lastRun.run} />
          </span>
        </>
      )}
      <PermissionButton
        permission="runs:execute"
        size="sm"
        className="relative z-10"
        aria-label={`Run ${benchmark.name}`}
        disabled={start.isPending}
        onClick={() => start.mutate(benchmark.id)}
      >
        <GaugeIcon />
        Run
      </PermissionButton>
    </li>
  );
}

function RunFigures({ run }: { run: BenchmarkRunSummary }) {
  if (run.p95 === null && run.kneeRate === null) return null;
  return (
    <dl className="flex items-baseline gap-x-4 text-xs tabular-nums">
      {run.kneeRate === null ? null : <Figure label="sustained">{formatRate(run.kneeRate)}/s</Figure>}
      {run.rate === null || run.kneeRate !== null ? null : <Figure label="rate">{formatRate(run.rate)}/s</Figure>}
      {run.p95 === null ? null : <Figure label="p95">{formatDuration(run.p95)}</Figure>}
      {run.failedRatio ? <Figure label="failed">{formatShare(run.failedRatio)}</Figure> : null}
      {run.valid === false ? <Badge tone="caution">not valid</Badge> : null}
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

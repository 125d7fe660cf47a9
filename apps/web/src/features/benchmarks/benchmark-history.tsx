'use client';
import type { Benchmark, BenchmarkRunSummary } from '@mcp-lab/contracts';
import { GaugeIcon } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { isRunActive, RunStateBadge } from '@/components/run-state.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatCount, formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';
import { HistoryChart } from './history-chart.tsx';
import { useBenchmarkHistory } from './use-benchmarks.ts';

const columns = ['Rate', 'p50', 'p95', 'p99', 'Failed', 'Calls', 'Thresholds'];

/** Runs of a benchmark: over time as a chart, one by one as a table. */
export function BenchmarkHistory({ benchmark }: { benchmark: Benchmark }) {
  const history = useBenchmarkHistory(benchmark.id);
  if (history.isPending) return <RowSkeletons rows={6} />;
  if (history.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The history could not be loaded"
          error={history.error}
          onRetry={() => void history.refetch()}
        />
      </Card>
    );
  }
  const runs = history.data.pages.flatMap((page) => page.items);
  const current = runs.find(({ profileHash }) => profileHash !== null)?.profileHash ?? null;
  if (runs.length === 0) {
    return (
      <Card>
        <EmptyState icon={GaugeIcon} title="Not run yet">
          Every run is listed here with its figures. Five or more of them can be compared with others.
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <HistoryChart runs={runs} profileHash={current} />
      <Card>
        <CardHeader className="min-h-11">
          <CardTitle>Runs</CardTitle>
        </CardHeader>
        <Table className="tabular-nums" data-testid="benchmark-history">
          <thead>
            <tr>
              <TableHead>Run</TableHead>
              {columns.map((name) => (
                <TableHead key={name} className="text-right">
                  {name}
                </TableHead>
              ))}
              <TableHead>Load and calls</TableHead>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <HistoryRow key={run.run.id} run={run} current={current} />
            ))}
          </tbody>
        </Table>
        {history.hasNextPage ? (
          <div className="border-t p-2 text-center">
            <Button
              variant="ghost"
              size="sm"
              disabled={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              {history.isFetchingNextPage ? 'Loading…' : 'Show more'}
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  );
}

function HistoryRow({ run: summary, current }: { run: BenchmarkRunSummary; current: string | null }) {
  const { run, thresholds, kneeRate, rate } = summary;
  const cells = [
    kneeRate === null ? value(rate, (one) => `${formatRate(one)}/s`) : `${formatRate(kneeRate)}/s sustained`,
    value(summary.p50, formatDuration),
    value(summary.p95, formatDuration),
    value(summary.p99, formatDuration),
    value(summary.failedRatio, formatShare),
    value(summary.calls, formatCount),
  ];
  return (
    <TableRow className={cn(summary.valid === false && 'text-muted-foreground')}>
      <TableCell>
        <span className="flex items-center gap-2 whitespace-nowrap">
          <Link href={`/runs/${run.id}`} className="rounded-sm underline-offset-4 hover:underline">
            <RelativeTime at={run.startedAt ?? run.createdAt} />
          </Link>
          {run.status === 'completed' && run.outcome !== 'unreachable' ? null : <RunStateBadge run={run} />}
          {summary.valid === false ? (
            <Badge tone="caution" title="The lab was itself the bottleneck: the figures say nothing about the server">
              not valid
            </Badge>
          ) : null}
        </span>
      </TableCell>
      {cells.map((text, index) => (
        <TableCell key={columns[index]} className="text-right whitespace-nowrap">
          {text}
        </TableCell>
      ))}
      <TableCell className="text-right whitespace-nowrap">
        {thresholds === null || thresholds.ok + thresholds.crossed === 0 || isRunActive(run) ? (
          '–'
        ) : (
          <span className={thresholds.crossed > 0 ? toneClasses.bad.text : undefined}>
            {thresholds.ok} of {thresholds.ok + thresholds.crossed} held
          </span>
        )}
      </TableCell>
      <TableCell className="text-xs whitespace-nowrap text-muted-foreground">
        {summary.profileHash === null ? '–' : summary.profileHash === current ? 'as the newest' : 'another'}
      </TableCell>
    </TableRow>
  );
}

function value(number: number | null, format: (number: number) => string): string {
  return number === null ? '–' : format(number);
}

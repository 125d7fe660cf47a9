'use client';
import { type BenchmarkMetric, benchmarkMetrics, type LeaderboardGroup } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { TrophyIcon } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { transportNames } from '../servers/transport-names.ts';
import { describeExecutor } from './describe-executor.ts';
import { formatValueOf, metricNames } from './format-metric.ts';
import { IntervalBar } from './interval-bar.tsx';

const metricOptions = benchmarkMetrics.map((value) => ({ value, label: metricNames[value] }));
const keyOf = ({ profileHash, fingerprintHash }: LeaderboardGroup) => `${profileHash}:${fingerprintHash}`;

/** Servers ranked within one load on one machine; never across. */
export function Leaderboard() {
  const { client } = useLab();
  const [{ group, metric: named }, setFilters] = useUrlFilters(['group', 'metric']);
  const metric = benchmarkMetrics.find((one) => one === named) ?? 'latency_p95';
  const [profileHash, fingerprintHash] = group.split(':');
  const query = { metric, ...(profileHash && fingerprintHash ? { profileHash, fingerprintHash } : {}) };
  const ranking = useQuery({
    queryKey: queryKeys.leaderboard(query),
    queryFn: ({ signal }) => client.rankBenchmarks({ query }, { signal }),
  });
  if (ranking.isPending) return <RowSkeletons rows={5} />;
  if (ranking.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The leaderboard could not be loaded"
          error={ranking.error}
          onRetry={() => void ranking.refetch()}
        />
      </Card>
    );
  }
  const { groups, group: ranked, entries, leftOut, betterWhen, confidence } = ranking.data;
  if (ranked === null) {
    return (
      <Card>
        <EmptyState icon={TrophyIcon} title="Nothing to rank yet">
          Put the same load on several servers: save a benchmark, copy it, choose another server in the copy, and run
          both. Five runs of each are the fewest that can tell them apart. Runs in which the lab was itself the
          bottleneck do not count.
        </EmptyState>
      </Card>
    );
  }
  const ends = entries.flatMap(({ median, interval }) => [median, ...(interval ?? [])]);
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <CardBody className="flex flex-wrap items-end gap-3">
          <SelectField
            label="Load and machine"
            className="min-w-0 flex-1 basis-80"
            value={keyOf(ranked)}
            options={groups.map((one) => ({
              value: keyOf(one),
              label: `${one.benchmarks.slice(0, 2).join(', ') || 'Benchmark'}: ${describeExecutor(one.profile.executor)}`,
              hint: `${transportNames[one.fingerprint.transport]}, ${one.fingerprint.cores} × ${one.fingerprint.cpu}; ${countOf(one.servers, 'server')}, ${countOf(one.runs, 'run')}`,
            }))}
            onValueChange={(value) => setFilters({ group: value })}
          />
          <SelectField
            label="Ranked by"
            className="basis-52"
            value={metric}
            options={metricOptions}
            onValueChange={(value) => setFilters({ metric: value === 'latency_p95' ? '' : value })}
          />
        </CardBody>
      </Card>
      <Card data-testid="leaderboard">
        <CardHeader className="min-h-11">
          <CardTitle>{metricNames[metric]}</CardTitle>
          <p className="text-xs text-muted-foreground">
            {betterWhen === 'lower' ? 'lower' : 'higher'} is better; medians of runs with their{' '}
            {Math.round(confidence * 100)} % interval; who overlaps is not told apart
          </p>
        </CardHeader>
        {entries.length === 0 ? (
          <p className="px-4 py-8 text-center text-xs text-muted-foreground">No run of this group measured it.</p>
        ) : (
          <Table className="tabular-nums">
            <thead>
              <tr>
                <TableHead className="w-12 text-right">Rank</TableHead>
                <TableHead>Server</TableHead>
                <TableHead className="text-right">Median</TableHead>
                <TableHead className="min-w-52">Interval</TableHead>
                {others(metric).map((one) => (
                  <TableHead key={one} className="text-right">
                    {metricNames[one]}
                  </TableHead>
                ))}
                <TableHead className="text-right">Runs</TableHead>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <TableRow key={entry.serverId}>
                  <TableCell className="text-right font-medium">
                    {entry.rank ?? '–'}
                    {entry.tiedWith.length > 0 ? <span title="not told apart from others">=</span> : null}
                  </TableCell>
                  <TableCell>
                    <Link href={`/servers/${entry.serverId}`} className="underline-offset-4 hover:underline">
                      {entry.serverName}
                    </Link>
                    {entry.benchmarkId === null ? null : (
                      <Link
                        href={`/benchmarks/${entry.benchmarkId}`}
                        className="block text-xs text-muted-foreground underline-offset-4 hover:underline"
                      >
                        {entry.benchmarkName}
                      </Link>
                    )}
                  </TableCell>
                  <TableCell className="text-right whitespace-nowrap">{formatValueOf(metric, entry.median)}</TableCell>
                  <TableCell>
                    {entry.interval === null ? (
                      <span className="text-xs text-muted-foreground">too few runs for an interval</span>
                    ) : (
                      <IntervalBar
                        value={entry.median}
                        interval={entry.interval}
                        from={Math.min(...ends)}
                        to={Math.max(...ends)}
                        label={entry.interval.map((end) => formatValueOf(metric, end)).join(' to ')}
                      />
                    )}
                  </TableCell>
                  {others(metric).map((one) => (
                    <TableCell key={one} className="text-right whitespace-nowrap">
                      {otherValue(entry, one)}
                    </TableCell>
                  ))}
                  <TableCell className="text-right">{entry.runs}</TableCell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      {leftOut.length === 0 ? null : (
        <p className="px-1 text-xs leading-relaxed text-muted-foreground">
          Not ranked: {leftOut.map(({ serverName, why }) => `${serverName} (${why})`).join('; ')}.
        </p>
      )}
    </div>
  );
}

/** What else is shown beside the metric that is ranked by. */
const others = (metric: BenchmarkMetric): BenchmarkMetric[] =>
  (['rate', 'latency_p95', 'failed_ratio'] as const).filter((one) => one !== metric);

type Entry = { rate: number | null; p95: number | null; failedRatio: number | null };

function otherValue(entry: Entry, metric: BenchmarkMetric): string {
  const value = metric === 'rate' ? entry.rate : metric === 'latency_p95' ? entry.p95 : entry.failedRatio;
  return value === null ? '–' : formatValueOf(metric, value);
}

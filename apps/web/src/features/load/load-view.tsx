'use client';
import type { Run } from '@mcp-lab/contracts';
import { GaugeIcon } from 'lucide-react';
import { useMemo } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatRate } from '@/lib/format/format-rate.ts';
import { CallTable } from './call-table.tsx';
import { DriftList } from './drift-list.tsx';
import { KneeChart } from './knee-chart.tsx';
import { LatencyHeatmap } from './latency-heatmap.tsx';
import { LoadEnvironment } from './load-environment.tsx';
import { LoadErrors } from './load-errors.tsx';
import { LoadNotices } from './load-notices.tsx';
import { LoadTiles } from './load-tiles.tsx';
import { NoTicks } from './no-ticks.tsx';
import { ThresholdList } from './threshold-list.tsx';
import { TickChart, type TickLine } from './tick-chart.tsx';
import { toTickRows, warmUpEnd } from './tick-rows.ts';
import { useRunLoad } from './use-run-load.ts';

const rateLines: TickLine[] = [
  { key: 'rate', name: 'answered', color: 'var(--series-1)', filled: true },
  { key: 'targetRate', name: 'asked for', color: 'var(--muted-foreground)', dashed: true },
];
const latencyLines: TickLine[] = [
  { key: 'p50', name: 'p50', color: 'var(--series-2)' },
  { key: 'p95', name: 'p95', color: 'var(--series-1)' },
  { key: 'p99', name: 'p99', color: 'var(--series-3)' },
];
const troubleLines: TickLine[] = [
  { key: 'failed', name: 'failed', color: 'var(--bad)', filled: true },
  { key: 'dropped', name: 'not started', color: 'var(--caution)' },
];
const flightLines: TickLine[] = [
  { key: 'inFlight', name: 'in flight', color: 'var(--series-2)', filled: true },
  { key: 'vus', name: 'users', color: 'var(--series-6)', dashed: true },
];
const cpuLines: TickLine[] = [
  { key: 'serverCpu', name: 'server', color: 'var(--series-1)' },
  { key: 'generatorCpu', name: 'generator', color: 'var(--series-4)' },
];
const memoryLines: TickLine[] = [{ key: 'serverRssMiB', name: 'server', color: 'var(--series-1)', filled: true }];
const handleLines: TickLine[] = [
  { key: 'openFiles', name: 'open files', color: 'var(--series-2)' },
  { key: 'threads', name: 'threads', color: 'var(--series-6)' },
];
const lagLines: TickLine[] = [{ key: 'sendLag', name: 'p99', color: 'var(--series-4)' }];

const percent = (value: number) => `${Math.round(value)} %`;
const perSecond = (value: number) => `${formatRate(value)}/s`;
const mebibytes = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} MiB`;
const notOurs = 'Known only of servers that the lab starts itself.';

/** A load run as it goes on, and what it came to. */
export function LoadView({ run }: { run: Run }) {
  const { query, report, ticks, tickSeconds } = useRunLoad(run);
  const rows = useMemo(() => toTickRows(ticks, tickSeconds), [ticks, tickSeconds]);
  if (query.isPending) return <LoadingState />;
  if (query.isError && query.data === undefined) {
    return (
      <Card>
        <ErrorState title="The figures could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    );
  }
  if (report === null && rows.length === 0) {
    return (
      <NoTicks
        run={run}
        icon={GaugeIcon}
        before={{ title: 'No second measured yet', text: 'The first figures come a second after the load has begun.' }}
        none={{ title: 'Nothing was measured', text: 'The run ended before it put load on the server.' }}
      />
    );
  }
  const common = { rows, warmUpEnd: warmUpEnd(rows) };
  return (
    <div className="flex flex-col gap-4" data-testid="load-view">
      {report === null ? null : (
        <>
          <LoadNotices report={report} />
          <LoadTiles report={report} />
          <ThresholdList thresholds={report.thresholds} />
          {report.knee === null ? null : <KneeChart knee={report.knee} />}
          <DriftList drifts={report.drifts} />
        </>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        <TickChart {...common} title="Calls per second" lines={rateLines} format={perSecond} />
        <TickChart {...common} title="Latency" lines={latencyLines} format={formatDuration} />
      </div>
      <LatencyHeatmap ticks={ticks} />
      <div className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
        <TickChart {...common} title="Failed and not started" lines={troubleLines} format={formatCount} />
        <TickChart {...common} title="Under way" lines={flightLines} format={formatCount} />
        <TickChart {...common} title="CPU, percent of a core" lines={cpuLines} format={percent} empty={notOurs} />
        <TickChart {...common} title="Memory of the server" lines={memoryLines} format={mebibytes} empty={notOurs} />
        <TickChart
          {...common}
          title="Files and threads of the server"
          lines={handleLines}
          format={formatCount}
          empty={notOurs}
        />
        <TickChart
          {...common}
          title="Send lag of the generator"
          lines={lagLines}
          format={formatDuration}
          empty="Open models only: there a call has a moment at which it should start."
        />
      </div>
      {report === null ? null : (
        <>
          <CallTable report={report} />
          <LoadErrors errors={report.errors} />
          <LoadEnvironment report={report} />
        </>
      )}
    </div>
  );
}

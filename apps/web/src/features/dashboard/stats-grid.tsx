'use client';
import type { MetricsSummary } from '@mcp-lab/contracts';
import { ErrorState } from '@/components/error-state.tsx';
import type { Tone } from '@/components/ui/badge.tsx';
import { Card } from '@/components/ui/card.tsx';
import { countOf, formatCount, formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { useOpenAlertCount } from '../alerts/use-alerts.ts';
import { metricNames } from '../metrics/metric-names.ts';
import { StatTile, StatTileSkeleton } from './stat-tile.tsx';
import { useSummary } from './use-summary.ts';

export function StatsGrid() {
  const summary = useSummary();
  if (summary.isError && summary.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The numbers could not be loaded"
          error={summary.error}
          onRetry={() => void summary.refetch()}
        />
      </Card>
    );
  }
  return (
    <div data-testid="stats-grid" className="grid grid-cols-2 gap-3 max-xl:[&>:last-child]:col-span-2 xl:grid-cols-5">
      {summary.data ? <Tiles summary={summary.data} /> : [1, 2, 3, 4, 5].map((tile) => <StatTileSkeleton key={tile} />)}
    </div>
  );
}

function Tiles({ summary }: { summary: MetricsSummary }) {
  const { servers, runs, checks, alerts } = summary;
  const unseen = useOpenAlertCount();
  const latency = summary.metrics.find((metric) => metric.name === metricNames.healthLatency);
  return (
    <>
      <StatTile
        label="Servers healthy"
        href="/servers"
        value={formatCount(servers.byHealth.healthy ?? 0)}
        unit={`of ${formatCount(servers.total)}`}
        detail={serverDetail(summary)}
        tone={serverTone(summary)}
      />
      <StatTile
        label="Runs, 24 h"
        href="/tests?view=runs"
        value={formatCount(runs.total)}
        unit={runs.active > 0 ? `${runs.active} active` : undefined}
        detail={runs.total === 0 ? 'None yet' : `${runs.passed} passed · ${runs.findings} with findings`}
      />
      <StatTile
        label="Checks passed, 24 h"
        href="/tests?view=runs"
        value={checks.judged === 0 ? '–' : formatShare(checks.passed / checks.judged)}
        detail={
          checks.judged === 0
            ? 'Nothing judged yet'
            : `${formatCount(checks.passed)} of ${countOf(checks.judged, 'judged check')}`
        }
      />
      <StatTile
        label="Health latency, p95"
        href="/servers"
        value={latency ? formatDuration(latency.p95) : '–'}
        detail={
          latency
            ? `median ${formatDuration(latency.p50)} · ${countOf(latency.count, 'check')}`
            : 'Nothing measured yet'
        }
      />
      <StatTile
        label="Active alerts"
        href="/alerts"
        value={formatCount(alerts.open)}
        detail={alerts.open === 0 ? 'All quiet' : `${unseen === 0 ? 'all' : alerts.open - unseen} acknowledged`}
        tone={unseen > 0 ? 'bad' : undefined}
      />
    </>
  );
}

function serverTone({ servers }: MetricsSummary): Tone | undefined {
  if ((servers.byHealth.unhealthy ?? 0) > 0 || (servers.byStatus.failed ?? 0) > 0) return 'bad';
  return (servers.byHealth.degraded ?? 0) > 0 ? 'caution' : undefined;
}

function serverDetail({ servers }: MetricsSummary): string {
  const parts = [
    [servers.byHealth.unhealthy, 'unhealthy'],
    [servers.byStatus.failed, 'failed'],
    [servers.byHealth.degraded, 'degraded'],
    [servers.byStatus.starting, 'starting'],
    [servers.byStatus.stopped, 'stopped'],
  ] as const;
  const said = parts.filter(([count]) => count).map(([count, word]) => `${count} ${word}`);
  return said.length > 0
    ? said.join(' · ')
    : servers.total === servers.byHealth.healthy
      ? 'All of them'
      : 'Waiting for checks';
}

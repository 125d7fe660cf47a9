'use client';
import type { HealthCheck } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { HeartPulseIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { toneClasses } from '@/components/tone-classes.ts';
import type { Tone } from '@/components/ui/badge.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatShare } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { formatFullTime } from '@/lib/format/format-time.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

const tones: Record<HealthCheck['health'], Tone> = {
  healthy: 'good',
  degraded: 'caution',
  unhealthy: 'bad',
  unknown: 'quiet',
};

/** The last checks as one strip, oldest on the left, and what the failed ones said. */
export function HealthPanel({ serverId }: { serverId: string }) {
  const { client } = useLab();
  const health = useQuery({
    queryKey: queryKeys.serverHealth(serverId),
    queryFn: ({ signal }) => client.getServerHealth({ params: { id: serverId } }, { signal }),
  });
  const troubles = health.data?.history.filter((check) => check.reason !== null && check.health !== 'healthy') ?? [];
  return (
    <Card data-testid="health-panel">
      <CardHeader>
        <CardTitle>Health checks</CardTitle>
        {health.data?.uptime24h === null || health.data === undefined ? null : (
          <span className="text-xs text-muted-foreground">
            <span className="font-medium text-foreground">{formatShare(health.data.uptime24h)}</span> healthy in 24 h
          </span>
        )}
      </CardHeader>
      {health.isPending ? (
        <div className="p-4">
          <Skeleton className="h-9" />
        </div>
      ) : null}
      {health.isError && health.data === undefined ? (
        <ErrorState title="The checks could not be loaded" error={health.error} onRetry={() => void health.refetch()} />
      ) : null}
      {health.data?.history.length === 0 ? (
        <EmptyState icon={HeartPulseIcon} title="Not checked yet" className="py-8">
          Checks begin when the server runs. “Check now” makes one at once.
        </EmptyState>
      ) : null}
      {health.data && health.data.history.length > 0 ? <HealthStrip history={health.data.history} /> : null}
      {troubles.length > 0 ? (
        <ul className="divide-y border-t">
          {troubles.slice(0, 5).map((check) => (
            <li key={check.at} className="flex items-baseline gap-3 px-4 py-2 text-xs">
              <span className={cn('font-medium capitalize', toneClasses[tones[check.health]].text)}>
                {check.health}
              </span>
              <span className="min-w-0 flex-1">
                <PeerText text={check.reason ?? ''} limit={400} />
              </span>
              <RelativeTime at={check.at} className="whitespace-nowrap text-muted-foreground" />
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

/** So that the newest check stands at the right end from the beginning. */
const leastBars = 60;

function HealthStrip({ history }: { history: readonly HealthCheck[] }) {
  const checks = history.toReversed();
  const missing = Array.from({ length: Math.max(0, leastBars - checks.length) }, (_, place) => place);
  const slowest = Math.max(1, ...checks.map((check) => check.latencyMs ?? 0));
  const healthy = checks.filter((check) => check.health === 'healthy').length;
  return (
    <div className="p-4">
      <div
        role="img"
        aria-label={`${healthy} of the last ${checks.length} checks were healthy`}
        className="flex h-9 items-end gap-px sm:gap-[2px]"
      >
        {missing.map((place) => (
          <span key={`missing ${place}`} className="h-1/4 max-w-2.5 min-w-px flex-1 rounded-[2px] bg-accent" />
        ))}
        {checks.map((check) => (
          <span
            key={check.at}
            title={`${formatFullTime(check.at)}: ${check.health}${check.latencyMs === null ? '' : `, ${formatDuration(check.latencyMs)}`}`}
            className={cn('max-w-2.5 min-w-px flex-1 rounded-[2px]', toneClasses[tones[check.health]].fill)}
            // A failed check has no latency: full height, so that it cannot be overlooked.
            style={{ height: `${check.latencyMs === null ? 100 : 25 + (check.latencyMs / slowest) * 75}%` }}
          />
        ))}
      </div>
      <div className="mt-2 flex justify-between text-2xs text-muted-foreground">
        {missing.length === 0 ? <RelativeTime at={checks[0]?.at ?? 0} /> : <span />}
        <span>height: latency, up to {formatDuration(slowest)}</span>
        <RelativeTime at={checks.at(-1)?.at ?? 0} />
      </div>
    </div>
  );
}

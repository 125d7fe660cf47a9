'use client';
import type { SystemInfo } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '@/components/error-state.tsx';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { StateDot } from '@/components/server-state.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useNow } from '@/lib/use-now.ts';

export function SystemPanel() {
  const { client, apiUrl } = useLab();
  const system = useQuery({
    queryKey: queryKeys.system,
    queryFn: ({ signal }) => client.getSystem({}, { signal }),
    refetchInterval: 10_000,
  });
  if (system.isPending) return <Skeleton className="h-64 max-w-4xl rounded-xl" />;
  if (system.data === undefined) {
    return (
      <Card className="max-w-4xl">
        <ErrorState
          title="The system could not be looked at"
          error={system.error}
          onRetry={() => void system.refetch()}
        />
      </Card>
    );
  }
  return (
    <div className="grid max-w-4xl gap-4">
      <Card>
        <CardHeader>
          <CardTitle>What runs here</CardTitle>
          <a
            href={`${apiUrl}/docs`}
            target="_blank"
            rel="noopener noreferrer"
            className="rounded-sm text-xs font-medium text-primary underline-offset-4 hover:underline"
          >
            API docs
          </a>
        </CardHeader>
        <CardBody>
          <FactList facts={factsOf(system.data)} className="grid grid-cols-2 gap-y-5 sm:grid-cols-3" />
        </CardBody>
      </Card>
      <Workers workers={system.data.workers} />
    </div>
  );
}

const wakeUpNames: Record<SystemInfo['wakeUps'], string> = {
  ipc: 'between processes',
  'listen-notify': 'PostgreSQL notifications',
  redis: 'Redis',
};

function factsOf(system: SystemInfo): Fact[] {
  const redis = system.redis.configured
    ? system.redis.connected
      ? 'connected'
      : 'configured, not connected'
    : 'not used';
  return [
    { label: 'Version', value: system.version },
    { label: 'Node.js', value: system.nodeVersion },
    { label: 'Up since', value: <RelativeTime at={system.startedAt} /> },
    {
      label: 'Database',
      value: `${system.database.backend === 'sqlite' ? 'SQLite' : 'PostgreSQL'} ${system.database.version}`,
    },
    { label: 'Queue', value: `${system.queue.queued} waiting, ${system.queue.active} active` },
    { label: 'Redis', value: <span title={system.redis.detail}>{redis}</span> },
    { label: 'Rate limits', value: system.rateLimit === 'redis' ? 'shared over Redis' : 'in memory, per instance' },
    { label: 'Wake-ups', value: wakeUpNames[system.wakeUps] },
  ];
}

/** Three missed heartbeats. */
const lateMs = 30_000;

function Workers({ workers }: { workers: SystemInfo['workers'] }) {
  const now = useNow();
  return (
    <Card>
      <CardHeader>
        <CardTitle>Workers</CardTitle>
      </CardHeader>
      {workers.length === 0 ? (
        <p className="px-4 py-3.5 text-[0.8125rem] text-bad">No worker is there: runs stay queued until one starts.</p>
      ) : null}
      <ul className="divide-y">
        {workers.map((worker) => (
          <li key={worker.id} className="flex items-center gap-3 px-4 py-2.5 text-[0.8125rem]">
            <StateDot tone={now - worker.heartbeatAt > lateMs ? 'bad' : 'good'} />
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{worker.id}</span>
            <span className="text-xs text-muted-foreground">
              heard <RelativeTime at={worker.heartbeatAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

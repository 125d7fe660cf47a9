'use client';
import { FlaskConicalIcon, PlusIcon } from 'lucide-react';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { LatencyPanel } from '../metrics/latency-panel.tsx';
import { useRecentRuns } from '../runs/use-runs.ts';
import { useServers } from '../servers/use-servers.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { AlertsPanel } from './alerts-panel.tsx';
import { FirstRun } from './first-run.tsx';
import { NextStep } from './next-step.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { ServerPanel } from './server-panel.tsx';
import { StatsGrid } from './stats-grid.tsx';

export function DashboardPage() {
  const servers = useServers({});
  const runs = useRecentRuns(8);

  if (servers.isPending) return <DashboardSkeleton />;
  if (servers.data === undefined) {
    return (
      <Card>
        <ErrorState
          title="The overview could not be loaded"
          error={servers.error}
          onRetry={() => void servers.refetch()}
        />
      </Card>
    );
  }
  const items = servers.data.items;
  if (items.length === 0) {
    return (
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-5 py-2 sm:py-6">
        <PageHeader
          title="Welcome to your lab"
          description="It needs a server to look at. There are two ways to begin."
        />
        <FirstRun />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Overview"
        actions={
          <>
            <PermissionButton permission="servers:define-command" onClick={() => openDialog({ name: 'add-server' })}>
              <PlusIcon />
              Add server
            </PermissionButton>
            <PermissionButton permission="runs:execute" variant="primary" onClick={() => openDialog({ name: 'run' })}>
              <FlaskConicalIcon />
              Run conformance
            </PermissionButton>
          </>
        }
      />
      {runs.data?.items.length === 0 ? <NextStep servers={items} /> : null}
      <StatsGrid />
      <div className="grid gap-4 xl:grid-cols-3">
        <LatencyPanel servers={items} className="xl:col-span-2" />
        <AlertsPanel />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <ServerPanel servers={items} />
        <RunsPanel />
      </div>
    </div>
  );
}

function DashboardSkeleton() {
  return (
    <LoadingState>
      <Skeleton className="h-7 w-40" />
      <div className="grid grid-cols-2 gap-3 max-xl:[&>:last-child]:col-span-2 xl:grid-cols-5">
        {[1, 2, 3, 4, 5].map((tile) => (
          <Skeleton key={tile} className="h-[6.4rem] rounded-xl" />
        ))}
      </div>
      <div className="grid gap-4 xl:grid-cols-3">
        <Skeleton className="h-88 rounded-xl xl:col-span-2" />
        <Skeleton className="h-88 rounded-xl" />
      </div>
    </LoadingState>
  );
}

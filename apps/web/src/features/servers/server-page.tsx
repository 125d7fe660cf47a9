'use client';
import { ActivityIcon, FlaskConicalIcon } from 'lucide-react';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { ServerStateLabel } from '@/components/server-state.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { BenchmarkList } from '../benchmarks/benchmark-list.tsx';
import { openDialog } from '../shell/dialog-store.ts';
import { CapabilitiesTab } from './capabilities/capabilities-tab.tsx';
import { DoctorTab } from './doctor/doctor-tab.tsx';
import { DriftTab } from './drift/drift-tab.tsx';
import { LogsTab } from './logs/logs-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PlaygroundTab } from './playground/playground-tab.tsx';
import { ServerActions } from './server-actions.tsx';
import { ServerRunsTab } from './server-runs-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { useHealthCheckNow } from './use-server-actions.ts';
import { useServer } from './use-servers.ts';

const tabs = [
  { value: 'overview', label: 'Overview' },
  { value: 'capabilities', label: 'Capabilities' },
  { value: 'playground', label: 'Playground' },
  { value: 'drift', label: 'Drift' },
  { value: 'logs', label: 'Logs' },
  { value: 'runs', label: 'Runs' },
  { value: 'benchmarks', label: 'Benchmarks' },
  { value: 'doctor', label: 'Doctor' },
  { value: 'settings', label: 'Settings' },
] as const;

export function ServerPage({ id }: { id: string }) {
  const { data: server, error, isPending, refetch } = useServer(id);
  const [filters, setFilters] = useUrlFilters(['tab']);
  const tab = tabs.find((candidate) => candidate.value === filters.tab)?.value ?? 'overview';
  const check = useHealthCheckNow({ id, name: server?.name ?? '' });

  if (isPending) return <ServerSkeleton />;
  if (server === undefined) {
    return (
      <Card>
        <ErrorState title="This server could not be loaded" error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[{ label: 'Servers', href: '/servers' }]}
        title={server.name}
        aside={
          <>
            <ServerStateLabel server={server} />
            <Badge>{server.kind === 'stdio' ? 'command' : 'URL'}</Badge>
          </>
        }
        description={server.description || undefined}
        actions={
          <>
            <PermissionButton permission="servers:operate" disabled={check.isPending} onClick={() => check.mutate()}>
              <ActivityIcon />
              {check.isPending ? 'Checking…' : 'Check now'}
            </PermissionButton>
            <ServerActions server={server} />
            <PermissionButton
              permission="runs:execute"
              variant="primary"
              onClick={() => openDialog({ name: 'run', serverId: server.id })}
            >
              <FlaskConicalIcon />
              Run conformance
            </PermissionButton>
          </>
        }
      />
      <Tabs value={tab} onValueChange={(value) => setFilters({ tab: value === 'overview' ? '' : value }, 'push')}>
        <TabsList aria-label="Server">
          {tabs.map((one) => (
            <TabsTrigger key={one.value} value={one.value}>
              {one.label}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="overview" className="pt-4">
          <OverviewTab server={server} />
        </TabsContent>
        <TabsContent value="capabilities" className="pt-4">
          <CapabilitiesTab server={server} />
        </TabsContent>
        <TabsContent value="playground" className="pt-4">
          <PlaygroundTab server={server} />
        </TabsContent>
        <TabsContent value="drift" className="pt-4">
          <DriftTab server={server} />
        </TabsContent>
        <TabsContent value="logs" className="pt-4">
          <LogsTab server={server} />
        </TabsContent>
        <TabsContent value="runs" className="pt-4">
          <ServerRunsTab server={server} />
        </TabsContent>
        <TabsContent value="benchmarks" className="pt-4">
          <BenchmarkList serverId={server.id} />
        </TabsContent>
        <TabsContent value="doctor" className="pt-4">
          <DoctorTab server={server} />
        </TabsContent>
        <TabsContent value="settings" className="pt-4">
          <SettingsTab server={server} />
        </TabsContent>
      </Tabs>
    </div>
  );
}

function ServerSkeleton() {
  return (
    <LoadingState>
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-80 rounded-xl" />
    </LoadingState>
  );
}

'use client';
import { healthStates, type Server, serverKinds, serverStatuses } from '@mcp-lab/contracts';
import { PlusIcon, SearchXIcon, ServerIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { ServerFilters } from './server-filters.tsx';
import { ServerTable } from './server-table.tsx';
import { useServers } from './use-servers.ts';

/** The filter values of the URL that the lab knows; others are ignored. */
function known<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((candidate) => candidate === value);
}

export function ServersPage() {
  const [filters, setFilters] = useUrlFilters(['search', 'kind', 'status', 'health']);
  const filtered = Object.values(filters).some(Boolean);
  const servers = useServers(
    filtered
      ? {
          search: filters.search || undefined,
          kind: known<Server['kind']>(serverKinds, filters.kind),
          status: known(serverStatuses, filters.status),
          health: known(healthStates, filters.health),
        }
      : {},
  );
  const clear = () => setFilters({ search: '', kind: '', status: '', health: '' });
  const addButton = (
    <PermissionButton
      permission="servers:define-command"
      variant="primary"
      onClick={() => openDialog({ name: 'add-server' })}
    >
      <PlusIcon />
      Add server
    </PermissionButton>
  );
  const items = servers.data?.items;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Servers" description="What the lab runs, watches and tests." actions={addButton} />
      <Card>
        <ServerFilters filters={filters} onChange={setFilters} onClear={filtered ? clear : undefined} />
        {servers.isPending ? <RowSkeletons rows={5} /> : null}
        {servers.isError && items === undefined ? (
          <ErrorState
            title="The servers could not be loaded"
            error={servers.error}
            onRetry={() => void servers.refetch()}
          />
        ) : null}
        {items?.length === 0 && filtered ? (
          <EmptyState
            icon={SearchXIcon}
            title="No server matches"
            actions={<Button onClick={clear}>Clear the filters</Button>}
          />
        ) : null}
        {items?.length === 0 && !filtered ? (
          <EmptyState icon={ServerIcon} title="No servers yet" actions={addButton}>
            Add one by its command or URL, or paste the config file of your editor. The overview also offers samples.
          </EmptyState>
        ) : null}
        {items && items.length > 0 ? <ServerTable servers={items} /> : null}
      </Card>
    </div>
  );
}

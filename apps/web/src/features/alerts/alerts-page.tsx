'use client';
import { BellIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { AlertList } from './alert-list.tsx';
import { type AlertStatusFilter, useAlerts } from './use-alerts.ts';

type View = 'active' | 'resolved' | 'all';
const views: readonly { value: View; label: string }[] = [
  { value: 'active', label: 'Active' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];
const statusOf: Record<View, AlertStatusFilter | undefined> = {
  active: 'active',
  resolved: 'resolved',
  all: undefined,
};

export function AlertsPage() {
  const [filters, setFilters] = useUrlFilters(['show']);
  const view = views.find((candidate) => candidate.value === filters.show)?.value ?? 'active';
  const alerts = useAlerts(statusOf[view]);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Alerts"
        description="What the lab noticed by itself: servers that went down or keep crashing, and runs that were cut off. An alert resolves when its cause is gone."
      />
      <Card>
        <div className="border-b px-4 py-2.5">
          <Segmented
            aria-label="Which alerts"
            value={view}
            options={views}
            onValueChange={(show) => setFilters({ show: show === 'active' ? '' : show })}
          />
        </div>
        {alerts.isPending ? <RowSkeletons rows={4} /> : null}
        {alerts.isError && alerts.data === undefined ? (
          <ErrorState
            title="The alerts could not be loaded"
            error={alerts.error}
            onRetry={() => void alerts.refetch()}
          />
        ) : null}
        {alerts.data?.items.length === 0 ? (
          <EmptyState icon={BellIcon} title={view === 'resolved' ? 'Nothing was resolved yet' : 'All quiet'}>
            {view === 'resolved'
              ? 'Alerts whose cause is gone are kept here.'
              : 'No server is down and no run was cut off. New alerts show up here and as a note on every page.'}
          </EmptyState>
        ) : null}
        {alerts.data && alerts.data.items.length > 0 ? <AlertList alerts={alerts.data.items} /> : null}
      </Card>
    </div>
  );
}

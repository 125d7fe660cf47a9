'use client';
import { BellIcon } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { AlertList } from '../alerts/alert-list.tsx';
import { useActiveAlerts } from '../alerts/use-alerts.ts';

export function AlertsPanel({ className }: { className?: string }) {
  const alerts = useActiveAlerts();
  return (
    <Card className={className} data-testid="alerts-panel">
      <CardHeader>
        <CardTitle>Alerts</CardTitle>
        <Button asChild variant="link" size="sm">
          <Link href="/alerts">All alerts</Link>
        </Button>
      </CardHeader>
      {alerts.isPending ? <RowSkeletons rows={3} /> : null}
      {alerts.isError && alerts.data === undefined ? (
        <ErrorState title="The alerts could not be loaded" error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : null}
      {alerts.data?.items.length === 0 ? (
        <EmptyState icon={BellIcon} title="All quiet" className="my-auto py-8">
          You are told here when a server goes down, keeps crashing, or a run is cut off.
        </EmptyState>
      ) : null}
      {alerts.data && alerts.data.items.length > 0 ? (
        <div className="max-h-80 overflow-y-auto">
          <AlertList alerts={alerts.data.items} />
        </div>
      ) : null}
    </Card>
  );
}

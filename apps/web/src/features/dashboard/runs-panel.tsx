'use client';
import { FlaskConicalIcon } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { RunList } from '../runs/run-list.tsx';
import { useRecentRuns } from '../runs/use-runs.ts';
import { openDialog } from '../shell/dialog-store.ts';

export function RunsPanel() {
  const runs = useRecentRuns(8);
  return (
    <Card data-testid="runs-panel">
      <CardHeader>
        <CardTitle>Recent runs</CardTitle>
        <Button asChild variant="link" size="sm">
          <Link href="/tests?view=runs">All runs</Link>
        </Button>
      </CardHeader>
      {runs.isPending ? <RowSkeletons rows={4} /> : null}
      {runs.isError && runs.data === undefined ? (
        <ErrorState title="The runs could not be loaded" error={runs.error} onRetry={() => void runs.refetch()} />
      ) : null}
      {runs.data?.items.length === 0 ? (
        <EmptyState
          icon={FlaskConicalIcon}
          title="Nothing was run yet"
          actions={
            <PermissionButton permission="runs:execute" onClick={() => openDialog({ name: 'run' })}>
              <FlaskConicalIcon />
              Run conformance
            </PermissionButton>
          }
        >
          A conformance run asks a server everything the specification demands and keeps the proof.
        </EmptyState>
      ) : null}
      {runs.data && runs.data.items.length > 0 ? <RunList runs={runs.data.items} /> : null}
    </Card>
  );
}

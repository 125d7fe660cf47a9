'use client';
import { FlaskConicalIcon, PlusIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { runFiltersOf } from '../runs/run-filter-options.ts';
import { RunFilters } from '../runs/run-filters.tsx';
import { RunHistory } from '../runs/run-history.tsx';
import { openDialog } from '../shell/dialog-store.ts';
import { TestList } from './test-list.tsx';

export function TestsPage() {
  const [filters, setFilters] = useUrlFilters(['view', 'show']);
  const view = filters.view === 'runs' ? 'runs' : 'tests';
  const runButton = (
    <PermissionButton permission="runs:execute" variant="primary" onClick={() => openDialog({ name: 'run' })}>
      <FlaskConicalIcon />
      Run conformance
    </PermissionButton>
  );
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Tests & runs"
        description="A test is a server with the options to run it with, under a name. A run is what came out, with the proof."
        actions={
          <>
            <PermissionButton permission="tests:write" onClick={() => openDialog({ name: 'new-test' })}>
              <PlusIcon />
              New test
            </PermissionButton>
            {runButton}
          </>
        }
      />
      <Tabs
        value={view}
        onValueChange={(value) => setFilters({ view: value === 'runs' ? 'runs' : '', show: '' }, 'push')}
      >
        <TabsList aria-label="Tests or runs">
          <TabsTrigger value="tests">Saved tests</TabsTrigger>
          <TabsTrigger value="runs">All runs</TabsTrigger>
        </TabsList>
        <TabsContent value="tests" className="pt-4">
          <TestList />
        </TabsContent>
        <TabsContent value="runs" className="pt-4">
          <Card>
            <RunFilters show={filters.show} onChange={(show) => setFilters({ show })} />
            <RunHistory
              filters={runFiltersOf(filters.show)}
              empty={
                <EmptyState
                  icon={FlaskConicalIcon}
                  title={filters.show ? 'No run like that' : 'Nothing was run yet'}
                  actions={filters.show ? undefined : runButton}
                >
                  {filters.show ? 'Choose another filter above.' : 'Runs appear here as soon as they are queued.'}
                </EmptyState>
              }
            />
          </Card>
        </TabsContent>
      </Tabs>
    </div>
  );
}

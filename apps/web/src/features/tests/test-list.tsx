'use client';
import { runKindNames, type Test } from '@mcp-lab/contracts';
import { FlaskConicalIcon, PlusIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowLink } from '@/components/row-link.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { RunStateBadge } from '@/components/run-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useStartRun } from '../runs/use-start-run.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { describeRunOptions } from './describe-run-options.ts';
import { useTests } from './use-tests.ts';

export function TestList() {
  const tests = useTests({});
  const items = tests.data?.items;
  return (
    <Card>
      {tests.isPending ? <RowSkeletons rows={4} /> : null}
      {tests.isError && items === undefined ? (
        <ErrorState title="The tests could not be loaded" error={tests.error} onRetry={() => void tests.refetch()} />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={FlaskConicalIcon}
          title="No saved tests"
          actions={
            <PermissionButton permission="tests:write" onClick={() => openDialog({ name: 'new-test' })}>
              <PlusIcon />
              New test
            </PermissionButton>
          }
        >
          Save a test when you run the same thing again and again, for example before every release. A single run needs
          none.
        </EmptyState>
      ) : null}
      <ul className="divide-y" data-testid="test-list">
        {items?.map((test) => (
          <TestRow key={test.id} test={test} />
        ))}
      </ul>
    </Card>
  );
}

function TestRow({ test }: { test: Test }) {
  const start = useStartRun();
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 transition-colors hover:bg-muted/50">
      <div className="min-w-0 flex-1 basis-56">
        <RowLink href={`/tests/${test.id}`}>{test.name}</RowLink>
        <p className="mt-0.5 truncate text-xs text-muted-foreground">
          {test.serverName} ·{' '}
          {test.kind === 'functional'
            ? `${test.cases.length} functional ${test.cases.length === 1 ? 'case' : 'cases'}`
            : `${runKindNames[test.kind]} · ${describeRunOptions(test.options)}`}
        </p>
      </div>
      {test.lastRun === null ? (
        <span className="text-xs text-muted-foreground">not run yet</span>
      ) : (
        <span className="flex items-center gap-2 text-xs text-muted-foreground">
          {test.lastRun.finishedAt === null ? null : <RelativeTime at={test.lastRun.finishedAt} />}
          <RunStateBadge run={test.lastRun} />
        </span>
      )}
      <PermissionButton
        permission="runs:execute"
        size="sm"
        className="relative z-10"
        aria-label={`Run ${test.name}`}
        disabled={start.isPending}
        onClick={() => start.mutate({ testId: test.id })}
      >
        <FlaskConicalIcon />
        Run
      </PermissionButton>
    </li>
  );
}

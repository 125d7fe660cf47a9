'use client';
import { runKindNames, type Test } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlaskConicalIcon } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { DeleteButton } from '@/components/delete-button.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { RunHistory } from '../runs/run-history.tsx';
import { useStartRun } from '../runs/use-start-run.ts';
import { CasesEditor } from './cases-editor.tsx';
import { EditTestForm } from './edit-test-form.tsx';
import { useTest } from './use-tests.ts';

export function TestPage({ id }: { id: string }) {
  const { data: test, error, isPending, refetch } = useTest(id);
  const start = useStartRun();
  if (isPending) {
    return (
      <LoadingState>
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-80 rounded-xl" />
      </LoadingState>
    );
  }
  if (test === undefined) {
    return (
      <Card>
        <ErrorState title="This test could not be loaded" error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[{ label: 'Tests', href: '/tests' }]}
        title={test.name}
        description={
          <>
            {runKindNames[test.kind]} of{' '}
            <Link href={`/servers/${test.serverId}`} className="text-foreground underline-offset-4 hover:underline">
              {test.serverName}
            </Link>
            {test.description ? ` · ${test.description}` : null}
          </>
        }
        actions={
          <>
            <DeleteTest test={test} />
            <PermissionButton
              permission="runs:execute"
              variant="primary"
              disabled={start.isPending}
              onClick={() => start.mutate({ testId: test.id })}
            >
              <FlaskConicalIcon />
              {start.isPending ? 'Starting…' : 'Run'}
            </PermissionButton>
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card>
          <CardHeader>
            <CardTitle>Runs</CardTitle>
          </CardHeader>
          <RunHistory
            filters={{ testId: id }}
            empty={
              <EmptyState icon={FlaskConicalIcon} title="Not run yet">
                Every run of this test is listed here, newest first.
              </EmptyState>
            }
          />
        </Card>
        <div className="flex min-w-0 flex-col gap-4">
          {test.kind === 'functional' ? <CasesEditor key={test.id} test={test} /> : null}
          <EditTestForm key={test.updatedAt} test={test} />
        </div>
      </div>
    </div>
  );
}

function DeleteTest({ test }: { test: Test }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => client.deleteTest({ params: { id: test.id } }),
    onSuccess: () => {
      toast.success(`${test.name} was deleted`);
      router.replace('/tests');
      void queries.invalidateQueries({ queryKey: queryKeys.testLists });
    },
    onError: (error) => toast.error('The test was not deleted', { description: messageOf(error) }),
  });
  return (
    <DeleteButton
      permission="tests:write"
      noun="test"
      name={test.name}
      pending={remove.isPending}
      onDelete={() => remove.mutate()}
    >
      The test is removed; its runs stay.
    </DeleteButton>
  );
}

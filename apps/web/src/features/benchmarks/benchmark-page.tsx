'use client';
import type { Benchmark } from '@mcp-lab/contracts';
import { CopyIcon, GaugeIcon, GitCompareArrowsIcon, PencilIcon } from 'lucide-react';
import Link from 'next/link';
import { stringify } from 'yaml';
import { DeleteButton } from '@/components/delete-button.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { openDialog } from '../shell/dialog-store.ts';
import { BenchmarkHistory } from './benchmark-history.tsx';
import { describeExecutor } from './describe-executor.ts';
import { useDeleteBenchmark, useRunBenchmark } from './use-benchmark-actions.ts';
import { useBenchmark } from './use-benchmarks.ts';

export function BenchmarkPage({ id }: { id: string }) {
  const { data: benchmark, error, isPending, refetch } = useBenchmark(id);
  if (isPending) {
    return (
      <LoadingState>
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-80 rounded-xl" />
      </LoadingState>
    );
  }
  if (benchmark === undefined) {
    return (
      <Card>
        <ErrorState title="This benchmark could not be loaded" error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[{ label: 'Benchmarks', href: '/benchmarks' }]}
        title={benchmark.name}
        description={
          <>
            {benchmark.kind === 'soak' ? 'Soak of' : 'Load on'}{' '}
            <Link
              href={`/servers/${benchmark.serverId}`}
              className="text-foreground underline-offset-4 hover:underline"
            >
              {benchmark.serverName}
            </Link>
            {benchmark.description ? ` · ${benchmark.description}` : null}
          </>
        }
        actions={<BenchmarkActions benchmark={benchmark} />}
      />
      <FactList facts={factsOf(benchmark)} />
      <BenchmarkHistory benchmark={benchmark} />
      <Card>
        <CardHeader className="min-h-11">
          <CardTitle>Profile</CardTitle>
          <p className="text-xs text-muted-foreground">
            as a file for <code>mcp-lab bench --profile</code>
          </p>
        </CardHeader>
        <CardBody>
          <pre className="overflow-x-auto font-mono text-xs leading-relaxed">{stringify(benchmark.profile)}</pre>
        </CardBody>
      </Card>
    </div>
  );
}

function BenchmarkActions({ benchmark }: { benchmark: Benchmark }) {
  const start = useRunBenchmark();
  const remove = useDeleteBenchmark(benchmark);
  return (
    <>
      <DeleteButton
        permission="benchmarks:write"
        noun="benchmark"
        name={benchmark.name}
        pending={remove.isPending}
        onDelete={() => remove.mutate()}
      >
        The benchmark is removed; its runs stay.
      </DeleteButton>
      <PermissionButton
        permission="benchmarks:write"
        onClick={() => openDialog({ name: 'benchmark', like: benchmark })}
      >
        <CopyIcon />
        Copy
      </PermissionButton>
      <PermissionButton
        permission="benchmarks:write"
        onClick={() => openDialog({ name: 'benchmark', like: benchmark, edit: true })}
      >
        <PencilIcon />
        Edit
      </PermissionButton>
      <Button asChild>
        <Link href={`/benchmarks/compare?head=${benchmark.id}`}>
          <GitCompareArrowsIcon />
          Compare
        </Link>
      </Button>
      <PermissionButton
        permission="runs:execute"
        variant="primary"
        disabled={start.isPending}
        onClick={() => start.mutate(benchmark.id)}
      >
        <GaugeIcon />
        {start.isPending ? 'Starting…' : 'Run'}
      </PermissionButton>
    </>
  );
}

function factsOf({ profile, options }: Benchmark): Fact[] {
  const { mix, sessions, thresholds, warmUpSeconds, executor } = profile;
  const facts: (Fact | null)[] = [
    { label: 'Load', value: describeExecutor(executor) },
    { label: 'Calls', value: mix.length === 0 ? 'the server’s own surface' : mix.map(nameOfCall).join(', ') },
    { label: 'Sessions', value: sessions === 'per-vu' ? 'one for each user' : `${sessions}, shared` },
    warmUpSeconds > 0 ? { label: 'Warm-up', value: `${warmUpSeconds} s` } : null,
    thresholds.length > 0
      ? {
          label: 'Thresholds',
          value: thresholds.map(({ metric, expression }) => `${metric}: ${expression}`).join('; '),
        }
      : null,
    options.allowSideEffects ? { label: 'Tools', value: 'any, also those that change something' } : null,
  ];
  return facts.filter((fact) => fact !== null);
}

const nameOfCall = ({ name, tool, method }: Benchmark['profile']['mix'][number]): string =>
  name ?? tool ?? method ?? '';

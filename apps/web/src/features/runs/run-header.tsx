'use client';
import { type Run, runKindNames } from '@mcp-lab/contracts';
import { GitCompareArrowsIcon, RotateCwIcon, SquareIcon } from 'lucide-react';
import Link from 'next/link';
import { CopyButton } from '@/components/copy-button.tsx';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { isRunActive, RunStateBadge } from '@/components/run-state.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { useNow } from '@/lib/use-now.ts';
import { describeExecutor } from '../benchmarks/describe-executor.ts';
import { transportNames } from '../servers/transport-names.ts';
import { describeRunOptions } from '../tests/describe-run-options.ts';
import { ExportMenu } from './export-menu.tsx';
import { useCancelRun, useRerun } from './use-run-actions.ts';

export function RunHeader({ run }: { run: Run }) {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        trail={[
          { label: 'Runs', href: '/tests?view=runs' },
          ...(run.benchmarkId === null
            ? []
            : [{ label: run.benchmarkName ?? 'Benchmark', href: `/benchmarks/${run.benchmarkId}` }]),
          ...(run.testId === null ? [] : [{ label: run.testName ?? 'Test', href: `/tests/${run.testId}` }]),
        ]}
        title={
          <>
            {runKindNames[run.kind]} {run.kind === 'load' ? 'on' : 'of'}{' '}
            <Link href={`/servers/${run.serverId}`} className="rounded-sm underline-offset-4 hover:underline">
              {run.serverName}
            </Link>
          </>
        }
        aside={
          <>
            <RunStateBadge run={run} />
            {run.options.allowSideEffects ? <Badge tone="caution">with side effects</Badge> : null}
          </>
        }
        actions={<RunActions run={run} />}
      />
      <FactList facts={useRunFacts(run)} />
    </div>
  );
}

function RunActions({ run }: { run: Run }) {
  const cancel = useCancelRun(run);
  const rerun = useRerun(run);
  return (
    <>
      {isRunActive(run) ? (
        <PermissionButton permission="runs:execute" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          <SquareIcon />
          {cancel.isPending ? 'Cancelling…' : 'Cancel'}
        </PermissionButton>
      ) : (
        <>
          <ExportMenu run={run} />
          <Button asChild>
            <Link href={`/runs/compare?head=${run.id}`}>
              <GitCompareArrowsIcon />
              Compare
            </Link>
          </Button>
          <PermissionButton
            permission="runs:execute"
            variant="primary"
            disabled={rerun.isPending}
            onClick={() => rerun.mutate()}
          >
            <RotateCwIcon />
            {rerun.isPending ? 'Queueing…' : 'Run again'}
          </PermissionButton>
        </>
      )}
    </>
  );
}

function useRunFacts(run: Run): Fact[] {
  const now = useNow(1_000);
  const end = run.finishedAt ?? (isRunActive(run) ? now : null);
  const facts: (Fact | false | null)[] = [
    {
      label: run.startedAt === null ? 'Queued' : 'Started',
      value: <RelativeTime at={run.startedAt ?? run.createdAt} />,
    },
    run.startedAt !== null &&
      end !== null && { label: 'Took', value: formatDuration(Math.max(0, end - run.startedAt)) },
    run.profile && { label: 'Transport', value: transportNames[run.profile.transport] },
    run.profile !== null &&
      run.profile.modern.length + run.profile.legacy.length > 0 && {
        label: 'Revisions',
        value: (run.options.revisions.length > 0
          ? run.options.revisions
          : [...run.profile.modern, ...run.profile.legacy]
        )
          .toSorted()
          .toReversed()
          .join(', '),
      },
    run.options.load === undefined
      ? {
          label: run.kind === 'chaos' ? 'Faults' : 'Checks',
          value: describeRunOptions({ ...run.options, revisions: [], allowSideEffects: false, seed: undefined }),
        }
      : { label: 'Load', value: describeExecutor(run.options.load.executor) },
    {
      label: 'Seed',
      value: (
        <span className="-my-1 flex items-center gap-0.5">
          {run.seed}
          <CopyButton text={String(run.seed)} label="Copy the seed" />
        </span>
      ),
    },
    run.frameCount > 0 && {
      label: 'Frames kept',
      value:
        run.droppedFrames > 0
          ? `${formatCount(run.frameCount)}, ${formatCount(run.droppedFrames)} dropped`
          : formatCount(run.frameCount),
    },
    run.attempt > 1 && { label: 'Attempt', value: run.attempt },
    run.createdBy !== null && { label: 'By', value: run.createdBy },
  ];
  return facts.filter((fact) => fact !== false && fact !== null);
}

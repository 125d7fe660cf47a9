'use client';
import type { Run } from '@mcp-lab/contracts';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowLink } from '@/components/row-link.tsx';
import { isRunActive, RunStateBadge } from '@/components/run-state.tsx';
import { VerdictBar } from '@/components/verdict-bar.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { useNow } from '@/lib/use-now.ts';
import { VerdictTally } from './verdict-tally.tsx';

interface RunListProps {
  runs: readonly Run[];
  /** On a server's own page its name is not repeated. */
  hideServer?: boolean;
}

/** Runs, one row each; the whole row leads to the run. */
export function RunList({ runs, hideServer = false }: RunListProps) {
  return (
    <ul className="divide-y" data-testid="run-list">
      {runs.map((run) => (
        <li
          key={run.id}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 transition-colors hover:bg-muted/50 md:grid-cols-[minmax(0,1fr)_minmax(8rem,14rem)_7.5rem]"
        >
          <div className="min-w-0">
            <RowLink href={`/runs/${run.id}`}>
              {run.testName ?? 'Conformance'}
              {hideServer ? null : <span className="font-normal text-muted-foreground"> on {run.serverName}</span>}
            </RowLink>
            <p className="mt-0.5 truncate text-xs text-muted-foreground">
              <RelativeTime at={run.createdAt} />
              <RunLength run={run} />
              {run.createdBy ? ` · ${run.createdBy}` : null}
            </p>
          </div>
          <div className="col-span-2 row-start-2 flex min-w-0 flex-col gap-1 md:col-span-1 md:row-start-auto">
            <VerdictBar counts={run.counts} total={run.progress.total} />
            <VerdictTally counts={run.counts} fallback={run.reason} />
          </div>
          <div className="flex justify-end">
            <RunStateBadge run={run} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function RunLength({ run }: { run: Run }) {
  const now = useNow(1_000);
  if (run.startedAt === null) return null;
  const end = run.finishedAt ?? (isRunActive(run) ? now : null);
  return end === null ? null : ` · ${formatDuration(Math.max(0, end - run.startedAt))}`;
}

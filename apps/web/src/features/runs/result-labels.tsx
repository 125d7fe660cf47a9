import type { ResultLabel } from '@mcp-lab/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Badge } from '@/components/ui/badge.tsx';

/** What retries and earlier runs say about a functional case; how a failure of the fuzz suite was found. */
export function ResultLabels({ labels }: { labels: readonly ResultLabel[] }) {
  if (labels.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 pl-8" data-testid="result-labels">
      {labels.map((label) => (
        <Badge
          key={label.kind === 'fuzz-failure' ? label.signature : label.kind}
          tone={label.kind === 'broken-since' ? 'bad' : 'caution'}
        >
          {describeLabel(label)}
        </Badge>
      ))}
    </div>
  );
}

function describeLabel(label: ResultLabel): ReactNode {
  if (label.kind === 'flaky-on-retry') return `flaky on retry: passed at attempt ${label.attempts}`;
  if (label.kind === 'flaky-in-history') return `flaky in history: ${label.failures} of ${label.runs} runs failed`;
  if (label.kind === 'fuzz-failure') {
    const calls = label.calls.length === 1 ? 'one call' : `${label.calls.length} calls`;
    return `${calls}${label.confirmed ? ', confirmed' : ', not seen again'}; fast-check seed ${label.seed}`;
  }
  return (
    <>
      broken since{' '}
      <Link href={`/runs/${label.runId}`} className="underline underline-offset-4">
        a run
      </Link>{' '}
      <RelativeTime at={label.at} />
    </>
  );
}

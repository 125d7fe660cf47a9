'use client';
import type { Result } from '@mcp-lab/contracts';
import { ChevronRightIcon } from 'lucide-react';
import { Fragment, memo } from 'react';
import { PeerText } from '@/components/peer-text.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { VerdictMark } from '@/components/verdict-mark.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { areaName } from './area-name.ts';
import { groupNames } from './group-names.ts';
import { countVerdicts, type ResultGroup } from './result-filters.ts';
import { VerdictTally } from './verdict-tally.tsx';

interface ResultGroupsProps {
  groups: readonly ResultGroup[];
  onOpen(result: Result): void;
}

export function ResultGroups({ groups, onOpen }: ResultGroupsProps) {
  return (
    <div data-testid="results-list">
      {groups.map((group, index) => (
        <Fragment key={group.area}>
          {group.group === groups[index - 1]?.group ? null : <GroupHeading group={group.group} />}
          <details open className="group border-b last:border-b-0">
            <summary className="sticky top-14 z-10 flex items-center gap-2 border-b border-transparent bg-muted/95 px-4 py-1.5 outline-none select-none group-open:border-border focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset [&::-webkit-details-marker]:hidden">
              <ChevronRightIcon
                aria-hidden
                className="size-3.5 text-muted-foreground transition-transform group-open:rotate-90"
              />
              <h3 className="flex-1 truncate text-xs font-semibold">{areaName(group.area)}</h3>
              <VerdictTally counts={countVerdicts(group.results)} fallback="" />
            </summary>
            <ul className="divide-y">
              {group.results.map((result) => (
                <ResultRow key={result.id} result={result} onOpen={onOpen} />
              ))}
            </ul>
          </details>
        </Fragment>
      ))}
    </div>
  );
}

/** Before the first area of a group; conformance needs no word where it stands alone at the top. */
function GroupHeading({ group }: { group: ResultGroup['group'] }) {
  const { title, subtitle } = groupNames[group];
  return (
    <div data-testid={`group-${group}`} className="flex flex-wrap items-baseline gap-x-2 border-b px-4 pt-4 pb-2">
      <h2 className="text-sm font-semibold tracking-[-0.006em]">{title}</h2>
      <p className="text-xs text-muted-foreground">{subtitle}</p>
    </div>
  );
}

const explained = new Set<Result['verdict']>(['fail', 'warn', 'error', 'untestable', 'info']);

interface ResultRowProps {
  result: Result;
  onOpen(result: Result): void;
}

const ResultRow = memo(
  function ResultRow({ result, onOpen }: ResultRowProps) {
    return (
      <li className="row-lazy">
        <button
          type="button"
          data-testid="result-row"
          data-check-id={result.checkId}
          data-verdict={result.verdict}
          onClick={() => onOpen(result)}
          className="flex w-full items-start gap-3 px-4 py-2 text-left outline-none hover:bg-muted/50 focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset"
        >
          <VerdictMark verdict={result.verdict} className="mt-px" />
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-baseline gap-x-2.5">
              <span className="text-[0.8125rem] leading-5">{result.title}</span>
              <span className="font-mono text-2xs text-muted-foreground">{result.checkId}</span>
            </span>
            {explained.has(result.verdict) && result.reason ? (
              <span className="mt-0.5 line-clamp-2 text-xs leading-relaxed text-muted-foreground">
                <PeerText text={result.reason.slice(0, 400)} limit={400} />
              </span>
            ) : null}
          </span>
          <span className="flex shrink-0 items-center gap-2 pt-px">
            <span className="text-2xs font-medium text-muted-foreground max-sm:hidden">{result.level}</span>
            <Badge className="max-md:hidden">{result.revision}</Badge>
            <span className="w-14 text-right text-xs tabular-nums text-muted-foreground max-sm:hidden">
              {formatDuration(result.durationMs)}
            </span>
          </span>
        </button>
      </li>
    );
  },
  // A result never changes once it is there.
  (before, after) => before.result.id === after.result.id,
);

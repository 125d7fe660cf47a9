'use client';
import { logLevels, type Server } from '@mcp-lab/contracts';
import { ArrowDownIcon, PauseIcon, PlayIcon, ScrollTextIcon } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { LogLines } from './log-lines.tsx';
import { useServerLogs } from './use-server-logs.ts';

const levelOptions = [
  { value: 'debug', label: 'All' },
  { value: 'info', label: 'Info' },
  { value: 'warn', label: 'Warnings' },
  { value: 'error', label: 'Errors' },
] as const;

/** The tail of the server's standard error and of what the lab did with it. */
export function LogsTab({ server }: { server: Server }) {
  const [filters, setFilters] = useUrlFilters(['level']);
  const level = logLevels.find((candidate) => candidate === filters.level) ?? 'debug';
  const { query, entries } = useServerLogs(server.id, level);
  /** Sequence number of the last line shown while paused; null: it follows. */
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [atEnd, setAtEnd] = useState(true);
  const scroller = useRef<HTMLDivElement>(null);

  const shown = pausedAt === null ? entries : entries.filter((entry) => entry.seq <= pausedAt);
  const held = entries.length - shown.length;
  const newestSeq = shown.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the end whenever a newer line is shown
  useLayoutEffect(() => {
    if (atEnd && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [newestSeq, atEnd]);

  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <Segmented
          aria-label="Least level"
          value={level}
          options={levelOptions}
          onValueChange={(value) => setFilters({ level: value === 'debug' ? '' : value })}
        />
        <div className="ml-auto flex items-center gap-2">
          {held > 0 ? <span className="text-xs text-muted-foreground">{countOf(held, 'newer line')}</span> : null}
          <Button
            size="sm"
            aria-pressed={pausedAt !== null}
            onClick={() => setPausedAt(pausedAt === null ? (entries.at(-1)?.seq ?? 0) : null)}
          >
            {pausedAt === null ? <PauseIcon /> : <PlayIcon />}
            {pausedAt === null ? 'Pause' : 'Follow'}
          </Button>
        </div>
      </div>
      {query.isPending ? <RowSkeletons rows={6} /> : null}
      {query.isError && query.data === undefined ? (
        <ErrorState title="The log could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && shown.length === 0 ? (
        <EmptyState icon={ScrollTextIcon} title="No lines">
          {level === 'debug'
            ? 'What the server writes to its standard error, and starts, stops and crashes, appear here as they happen.'
            : 'No line of this level or above.'}
        </EmptyState>
      ) : null}
      {query.data && shown.length > 0 ? (
        <div className="relative">
          <div
            ref={scroller}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            tabIndex={0}
            role="log"
            aria-label={`Log of ${server.name}`}
            className="h-[calc(100dvh-21rem)] min-h-80 overflow-y-auto overscroll-contain outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset"
            onScroll={({ currentTarget: box }) => setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 24)}
          >
            {query.hasNextPage ? (
              <div className="py-2 text-center">
                <Button
                  variant="ghost"
                  size="sm"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {query.isFetchingNextPage ? 'Loading…' : 'Show older lines'}
                </Button>
              </div>
            ) : null}
            <LogLines entries={shown} />
          </div>
          {atEnd ? null : (
            <Button
              size="sm"
              className="absolute right-5 bottom-4 shadow-pop"
              onClick={() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })}
            >
              <ArrowDownIcon />
              Newest
            </Button>
          )}
        </div>
      ) : null}
    </Card>
  );
}

'use client';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { RunList } from './run-list.tsx';
import { type RunFilters, useRunPages } from './use-runs.ts';

interface RunHistoryProps {
  filters: RunFilters;
  hideServer?: boolean;
  /** Drawn when there is no run at all. */
  empty: ReactNode;
}

/** All runs that match, newest first, with "Show more". */
export function RunHistory({ filters, hideServer, empty }: RunHistoryProps) {
  const runs = useRunPages(filters);
  if (runs.isPending) return <RowSkeletons rows={6} />;
  if (runs.data === undefined) {
    return <ErrorState title="The runs could not be loaded" error={runs.error} onRetry={() => void runs.refetch()} />;
  }
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      <RunList runs={items} hideServer={hideServer} />
      {runs.hasNextPage ? (
        <div className="border-t p-2 text-center">
          <Button
            variant="ghost"
            size="sm"
            disabled={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            {runs.isFetchingNextPage ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      ) : null}
    </>
  );
}

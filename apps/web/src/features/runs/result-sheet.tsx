'use client';
import type { Result, ResultDetail } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowDownIcon, ArrowUpIcon } from 'lucide-react';
import { ErrorState } from '@/components/error-state.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { ResultDetails } from './result-details.tsx';

interface ResultSheetProps {
  runId: string;
  /** null: closed. */
  resultId: string | null;
  /** The list behind it, for the previous and the next one. */
  order: readonly Result[];
  onOpen(resultId: string): void;
  onClose(): void;
}

export function ResultSheet({ runId, resultId, order, onOpen, onClose }: ResultSheetProps) {
  const place = order.findIndex((result) => result.id === resultId);
  const previous = place > 0 ? order[place - 1] : undefined;
  const next = place >= 0 ? order[place + 1] : undefined;
  return (
    <Sheet
      open={resultId !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <SheetContent className="sm:max-w-2xl" data-testid="result-sheet">
        <div className="flex h-13 shrink-0 items-center gap-1 border-b px-5 pr-12">
          <SheetTitle className="flex-1 text-xs font-medium text-muted-foreground">
            {place >= 0 ? `Result ${place + 1} of ${order.length}` : 'Result'}
          </SheetTitle>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Previous result"
            disabled={previous === undefined}
            onClick={() => previous && onOpen(previous.id)}
          >
            <ArrowUpIcon />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Next result"
            disabled={next === undefined}
            onClick={() => next && onOpen(next.id)}
          >
            <ArrowDownIcon />
          </Button>
        </div>
        {resultId === null ? null : <SheetBody key={resultId} runId={runId} resultId={resultId} />}
      </SheetContent>
    </Sheet>
  );
}

function SheetBody({ runId, resultId }: { runId: string; resultId: string }) {
  const { client } = useLab();
  const query = useQuery<ResultDetail>({
    queryKey: queryKeys.runResult(runId, resultId),
    queryFn: ({ signal }) => client.getRunResult({ params: { id: runId, resultId } }, { signal }),
    // Never changes once it is there.
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  });
  if (query.isPending) {
    return (
      <div role="status" className="space-y-4 p-5">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-6 w-4/5" />
        <Skeleton className="h-20" />
        <Skeleton className="h-40" />
      </div>
    );
  }
  if (query.data === undefined) {
    return (
      <ErrorState title="The result could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <ResultDetails result={query.data} />
    </div>
  );
}

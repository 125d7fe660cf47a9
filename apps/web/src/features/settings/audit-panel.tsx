'use client';
import type { AuditEntry } from '@mcp-lab/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorState } from '@/components/error-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

export function AuditPanel() {
  const { client } = useLab();
  const audit = useInfiniteQuery({
    queryKey: queryKeys.audit,
    queryFn: ({ pageParam, signal }) =>
      client.listAuditLog({ query: { limit: 50, cursor: pageParam ?? undefined } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: false,
    staleTime: 0,
  });
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card>
      {audit.isPending ? <RowSkeletons rows={6} /> : null}
      {audit.isError && audit.data === undefined ? (
        <ErrorState
          title="The audit log could not be loaded"
          error={audit.error}
          onRetry={() => void audit.refetch()}
        />
      ) : null}
      {entries.length > 0 ? <AuditTable entries={entries} /> : null}
      {audit.data && entries.length === 0 ? (
        <p className="px-4 py-6 text-center text-[0.8125rem] text-muted-foreground">Nothing was recorded yet.</p>
      ) : null}
      {audit.hasNextPage ? (
        <div className="border-t p-2 text-center">
          <Button
            variant="ghost"
            size="sm"
            disabled={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {audit.isFetchingNextPage ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <TableHead>When</TableHead>
          <TableHead>Who</TableHead>
          <TableHead>What</TableHead>
          <TableHead className="max-md:hidden">Subject</TableHead>
          <TableHead className="max-lg:hidden">Details</TableHead>
          <TableHead className="max-lg:hidden">From</TableHead>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <TableRow key={entry.seq}>
            <TableCell className="text-xs whitespace-nowrap text-muted-foreground">
              <RelativeTime at={entry.at} />
            </TableCell>
            <TableCell className="max-w-48 truncate">{entry.actorEmail ?? 'nobody signed in'}</TableCell>
            <TableCell className="font-mono text-xs whitespace-nowrap">{entry.action}</TableCell>
            <TableCell className="max-w-48 truncate font-mono text-xs max-md:hidden">
              <PeerText text={entry.subject} limit={120} />
            </TableCell>
            <TableCell className="max-w-72 truncate font-mono text-xs text-muted-foreground max-lg:hidden">
              {Object.keys(entry.detail).length > 0 ? (
                <PeerText text={JSON.stringify(entry.detail)} limit={200} />
              ) : null}
            </TableCell>
            <TableCell className="text-xs whitespace-nowrap text-muted-foreground max-lg:hidden">
              {entry.ip ?? '–'}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

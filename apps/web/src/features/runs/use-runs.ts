'use client';
import type { EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

export type RunFilters = Omit<EndpointInput<Endpoints['listRuns']>['query'], 'limit' | 'cursor'>;

/** The newest runs that match, without further pages. */
export function useRecentRuns(limit: number, filters: RunFilters = {}) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.runList({ ...filters, limit }),
    queryFn: ({ signal }) => client.listRuns({ query: { ...filters, limit } }, { signal }),
  });
}

/** All runs that match, page by page. */
export function useRunPages(filters: RunFilters) {
  const { client } = useLab();
  return useInfiniteQuery({
    queryKey: queryKeys.runList({ ...filters, pages: true }),
    queryFn: ({ pageParam, signal }) =>
      client.listRuns({ query: { ...filters, limit: 50, cursor: pageParam ?? undefined } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

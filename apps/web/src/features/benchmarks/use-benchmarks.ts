'use client';
import type { EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

type BenchmarkFilters = Omit<EndpointInput<Endpoints['listBenchmarks']>['query'], 'limit' | 'cursor'>;

export function useBenchmarks(filters: BenchmarkFilters = {}) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.benchmarkList(filters),
    queryFn: ({ signal }) => client.listBenchmarks({ query: { ...filters, limit: 200 } }, { signal }),
  });
}

export function useBenchmark(id: string) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.benchmark(id),
    queryFn: ({ signal }) => client.getBenchmark({ params: { id } }, { signal }),
  });
}

/** Runs of a benchmark with their figures, newest first, page by page. */
export function useBenchmarkHistory(id: string) {
  const { client } = useLab();
  return useInfiniteQuery({
    queryKey: queryKeys.benchmarkHistory(id),
    queryFn: ({ pageParam, signal }) =>
      client.listBenchmarkHistory(
        { params: { id }, query: { limit: 100, cursor: pageParam ?? undefined } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

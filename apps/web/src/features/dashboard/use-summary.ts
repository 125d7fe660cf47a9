'use client';
import { useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

const dayMs = 24 * 60 * 60_000;

/** The numbers of the last 24 hours. */
export function useSummary() {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.metricsSummary({ spanMs: dayMs }),
    queryFn: ({ signal }) => client.summariseMetrics({ query: { from: Date.now() - dayMs } }, { signal }),
    // The window moves on even when nothing happens.
    refetchInterval: 60_000,
  });
}

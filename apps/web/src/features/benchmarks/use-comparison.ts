'use client';
import { useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

interface Sides {
  /** Ids of benchmarks. */
  base: string;
  head: string;
  /** A share; empty: the lab's own. */
  margin: string;
  /** Newest runs of each; empty: ten. */
  last: string;
}

/** What the newest runs of two benchmarks prove about each other. */
export function useComparison({ base, head, margin, last }: Sides) {
  const { client } = useLab();
  const query = {
    baseBenchmarkId: base,
    headBenchmarkId: head,
    ...(margin === '' ? {} : { margin: Number(margin) }),
    ...(last === '' ? {} : { last: Number(last) }),
  };
  return useQuery({
    queryKey: queryKeys.benchmarkComparison(query),
    queryFn: ({ signal }) => client.compareBenchmarks({ query }, { signal }),
    enabled: base !== '' && head !== '',
  });
}

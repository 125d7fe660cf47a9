'use client';
import type { EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

type TestFilters = Omit<EndpointInput<Endpoints['listTests']>['query'], 'limit' | 'cursor'>;

export function useTests(filters: TestFilters) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.testList(filters),
    queryFn: ({ signal }) => client.listTests({ query: { ...filters, limit: 200 } }, { signal }),
  });
}

export function useTest(id: string) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.test(id),
    queryFn: ({ signal }) => client.getTest({ params: { id } }, { signal }),
  });
}

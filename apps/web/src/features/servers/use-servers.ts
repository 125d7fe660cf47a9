'use client';
import type { EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

type ServerFilters = Omit<EndpointInput<Endpoints['listServers']>['query'], 'limit' | 'cursor'>;

/** The first 200 servers that match, by name unless sorted otherwise. */
export function useServers(filters: ServerFilters) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.serverList(filters),
    queryFn: ({ signal }) => client.listServers({ query: { ...filters, limit: 200 } }, { signal }),
  });
}

export function useServer(id: string) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.server(id),
    queryFn: ({ signal }) => client.getServer({ params: { id } }, { signal }),
  });
}

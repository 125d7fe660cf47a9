'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

export function useSamples() {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.samples,
    queryFn: ({ signal }) => client.listSampleServers({}, { signal }),
    refetchInterval: false,
  });
}

export function useAddSamples() {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => client.addSampleServers({ body: { ids } }),
    onSuccess: async ({ items }) => {
      toast.success(
        items.length === 1 ? 'The sample server is starting' : `${items.length} sample servers are starting`,
      );
      await Promise.all([
        queries.invalidateQueries({ queryKey: queryKeys.servers }),
        queries.invalidateQueries({ queryKey: queryKeys.samples }),
      ]);
    },
    onError: (error) => toast.error('The samples could not be added', { description: messageOf(error) }),
  });
}

'use client';
import type { Diagnosis } from '@mcp-lab/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

/** News of it come as events; this is for when one got lost. */
const lookAgainMs = 5_000;

export function isUnderWay(diagnosis: Diagnosis | null | undefined): boolean {
  return diagnosis?.status === 'queued' || diagnosis?.status === 'running';
}

/** The last look at why a server does not connect, and a new one. */
export function useDiagnosis(serverId: string) {
  const { client } = useLab();
  const queries = useQueryClient();
  const queryKey = queryKeys.serverDiagnosis(serverId);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.getServerDiagnosis({ params: { id: serverId } }, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.diagnosis) ? lookAgainMs : false),
  });
  const start = useMutation({
    mutationFn: () => client.diagnoseServer({ params: { id: serverId }, body: {} }),
    onSuccess: (diagnosis) => queries.setQueryData(queryKey, { diagnosis }),
    onError: (error) => toast.error('The look could not be started', { description: messageOf(error) }),
  });
  return { query, start };
}

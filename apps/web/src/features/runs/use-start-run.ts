'use client';
import type { EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';

/** Queues a run and opens its page, where it is watched. */
export function useStartRun(onStarted?: () => void) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (body: EndpointInput<Endpoints['runTest']>['body']) => client.runTest({ body }),
    onSuccess: (run) => {
      queries.setQueryData(queryKeys.run(run.id), run);
      void queries.invalidateQueries({ queryKey: queryKeys.runLists });
      onStarted?.();
      router.push(`/runs/${run.id}`);
    },
    onError: (error) => toast.error('The run could not be started', { description: messageOf(error) }),
  });
}

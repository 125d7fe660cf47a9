'use client';
import { endpoints, endpointUrl, LabError, type Run } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { saveFile } from '@/lib/save-file.ts';

export function useCancelRun(run: Run) {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.cancelRun({ params: { id: run.id }, body: {} }),
    onSuccess: (updated) => patchCachedItem<Run>(queries, queryKeys.runs, updated.id, () => updated),
    onError: (error) => toast.error('The run could not be cancelled', { description: messageOf(error) }),
  });
}

export function useRerun(run: Run) {
  const { client } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => client.rerunRun({ params: { id: run.id }, body: {} }),
    onSuccess: (started) => {
      queries.setQueryData(queryKeys.run(started.id), started);
      router.push(`/runs/${started.id}`);
    },
    onError: (error) => toast.error('The run could not be repeated', { description: messageOf(error) }),
  });
}

/** The whole run with its transcript, saved as the lab wrote it. */
export function useExportRun(run: Run) {
  const lab = useLab();
  return useMutation({
    mutationFn: async () => {
      const url = endpointUrl(lab.apiUrl, endpoints.exportRun, { params: { id: run.id }, query: { format: 'json' } });
      const headers = { authorization: `Bearer ${await lab.keeper.freshToken()}` };
      const response = await lab.fetch(url, { headers });
      if (!response.ok) throw new LabError('unavailable', `The lab answered with HTTP ${response.status}.`);
      saveFile(await response.blob(), `run-${run.id}.json`);
    },
    onError: (error) => toast.error('The run could not be exported', { description: messageOf(error) }),
  });
}

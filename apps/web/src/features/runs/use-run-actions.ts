'use client';
import type { ExportFormat, Run } from '@mcp-lab/contracts';
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

/** The run as a file, saved as the lab wrote it. */
export function useExportRun(run: Run) {
  const { client } = useLab();
  return useMutation({
    mutationFn: async (format: ExportFormat) => {
      const file = await client.exportRun({ params: { id: run.id }, query: { format } });
      // Saved, never opened here: a report holds what strangers wrote.
      saveFile(new Blob([file.content], { type: file.contentType }), file.name);
    },
    onError: (error) => toast.error('The run could not be exported', { description: messageOf(error) }),
  });
}

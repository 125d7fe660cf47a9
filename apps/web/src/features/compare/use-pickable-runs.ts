'use client';
import type { Run } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { useRecentRuns } from '../runs/use-runs.ts';

const newest = 100;

/** Runs to choose from: those of the server of a run that is chosen already, newest first, and the chosen ones themselves. */
export function usePickableRuns(base: string, head: string): readonly Run[] {
  const known = head || base;
  const chosen = useRunOrNone(known);
  const other = useRunOrNone(known === base ? head : base);
  const serverId = chosen?.serverId;
  const recent = useRecentRuns(newest, serverId === undefined ? {} : { serverId });
  const ended = (recent.data?.items ?? []).filter((run) => !isRunActive(run));
  const missing = [chosen, other].filter(
    (run): run is Run => run !== undefined && !ended.some(({ id }) => id === run.id),
  );
  return [...ended, ...missing];
}

function useRunOrNone(id: string): Run | undefined {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.run(id),
    queryFn: ({ signal }) => client.getRun({ params: { id } }, { signal }),
    enabled: id !== '',
  }).data;
}

'use client';
import type { Run } from '@mcp-lab/contracts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { loadTicks } from '@/lib/live/tick-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { useRunTicks } from '../runs/use-run-ticks.ts';

/** What a load or soak run measured so far, and the report once there is one. */
export function useRunLoad(run: Run) {
  const { client } = useLab();
  const { query, ticks } = useRunTicks(run, {
    store: loadTicks,
    queryKey: queryKeys.runLoad(run.id),
    queryFn: ({ signal }) => client.getRunLoad({ params: { id: run.id } }, { signal }),
  });
  return { query, ticks, report: query.data?.report ?? null, tickSeconds: query.data?.tickSeconds ?? 1 };
}

'use client';
import type { Run } from '@mcp-lab/contracts';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { chaosTicks } from '@/lib/live/tick-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';
import { useRunTicks } from '../runs/use-run-ticks.ts';

/** What a chaos run saw so far, and the report once there is one. */
export function useRunChaos(run: Run) {
  const { client } = useLab();
  const { query, ticks } = useRunTicks(run, {
    store: chaosTicks,
    queryKey: queryKeys.runChaos(run.id),
    queryFn: ({ signal }) => client.getRunChaos({ params: { id: run.id } }, { signal }),
  });
  return { query, ticks, report: query.data?.report ?? null, active: isRunActive(run) };
}

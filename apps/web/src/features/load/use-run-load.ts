'use client';
import { LabError, type Run } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { connectionMode, useConnection } from '@/lib/live/connection-store.ts';
import { loadTicks, mergeTicks } from '@/lib/live/tick-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';

/** What a load or soak run measured: stored seconds, those that arrive while it runs, and the report once there is one. */
export function useRunLoad(run: Run) {
  const { client } = useLab();
  const { id } = run;
  const active = isRunActive(run);
  useEffect(() => loadTicks.watch(id), [id]);
  const query = useQuery({
    queryKey: queryKeys.runLoad(id),
    queryFn: async ({ signal }) => {
      try {
        return await client.getRunLoad({ params: { id } }, { signal });
      } catch (error) {
        // A run that is queued, or was never able to begin, has measured nothing.
        if (error instanceof LabError && error.code === 'not-found') return null;
        throw error;
      }
    },
    refetchInterval: () => (active && connectionMode(useConnection.getState()) !== 'live' ? 2_000 : false),
  });
  const live = loadTicks.useTicks((state) => state.byRun[id]);
  const stored = query.data;
  const report = stored?.report ?? null;
  // Stored ones of a finished run may stand for several seconds each: the live ones are then beside the point.
  const ticks = useMemo(
    () => (report === null ? mergeTicks(stored?.ticks ?? [], live ?? []) : (stored?.ticks ?? [])),
    [report, stored, live],
  );
  return { query, report, ticks, tickSeconds: stored?.tickSeconds ?? 1, active };
}

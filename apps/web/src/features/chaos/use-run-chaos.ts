'use client';
import type { Run } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { connectionMode, useConnection } from '@/lib/live/connection-store.ts';
import { chaosTicks, mergeTicks } from '@/lib/live/tick-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';

/** What a chaos run saw: stored seconds, those that arrive while it runs, and the report once there is one. */
export function useRunChaos(run: Run) {
  const { client } = useLab();
  const { id } = run;
  const active = isRunActive(run);
  useEffect(() => chaosTicks.watch(id), [id]);
  const query = useQuery({
    queryKey: queryKeys.runChaos(id),
    queryFn: ({ signal }) => client.getRunChaos({ params: { id } }, { signal }),
    refetchInterval: () => (active && connectionMode(useConnection.getState()) !== 'live' ? 2_000 : false),
  });
  const live = chaosTicks.useTicks((state) => state.byRun[id]);
  const stored = query.data;
  const report = stored?.report ?? null;
  const ticks = useMemo(
    () => (report === null ? mergeTicks(stored?.ticks ?? [], live ?? []) : report.ticks),
    [report, stored, live],
  );
  return { query, report, ticks, active };
}

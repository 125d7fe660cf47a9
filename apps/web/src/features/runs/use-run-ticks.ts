'use client';
import type { Run } from '@mcp-lab/contracts';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { isRunActive } from '@/components/run-state.tsx';
import { connectionMode, useConnection } from '@/lib/live/connection-store.ts';
import { mergeTicks, type Tick, type TickStore } from '@/lib/live/tick-store.ts';

interface StoredTicks<T extends Tick> {
  /** Null until the run has come to it. */
  report: unknown;
  ticks: readonly T[];
}

interface RunTicksOptions<T extends Tick, Stored extends StoredTicks<T>> {
  /** Those that arrive. */
  store: TickStore<T>;
  queryKey: QueryKey;
  queryFn(context: { signal: AbortSignal }): Promise<Stored>;
}

/** The seconds of a run: those that are stored, and until there is a report those that arrive while it goes on. */
export function useRunTicks<T extends Tick, Stored extends StoredTicks<T>>(
  run: Run,
  { store, queryKey, queryFn }: RunTicksOptions<T, Stored>,
) {
  const active = isRunActive(run);
  useEffect(() => store.watch(run.id), [store, run.id]);
  const query = useQuery({
    queryKey,
    queryFn,
    refetchInterval: () => (active && connectionMode(useConnection.getState()) !== 'live' ? 2_000 : false),
  });
  const live = store.useTicks((state) => state.byRun[run.id]);
  const stored = query.data;
  // Stored ones of a finished run may stand for several seconds each: the live ones are then beside the point.
  const ticks = useMemo<readonly T[]>(
    () => (stored?.report ? stored.ticks : mergeTicks(stored?.ticks ?? [], live ?? [])),
    [stored, live],
  );
  return { query, ticks };
}

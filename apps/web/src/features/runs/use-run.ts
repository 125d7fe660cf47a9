'use client';
import type { LabClient, Result } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { connectionMode, useConnection } from '@/lib/live/connection-store.ts';
import { useLiveResults, watchRunResults } from '@/lib/live/result-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';

async function loadAllResults(client: LabClient, runId: string, signal: AbortSignal): Promise<Result[]> {
  const results: Result[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listRunResults({ params: { id: runId }, query: { limit: 200, cursor } }, { signal });
    results.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return results;
}

/** A run and its results: those stored, and those that arrive while it runs. */
export function useRun(id: string) {
  const { client } = useLab();
  // The shell follows `runs`; keeping what arrives begins before the first question over REST, so nothing falls between.
  useEffect(() => watchRunResults(id), [id]);
  const run = useQuery({
    queryKey: queryKeys.run(id),
    queryFn: ({ signal }) => client.getRun({ params: { id } }, { signal }),
  });
  const active = run.data !== undefined && isRunActive(run.data);
  const stored = useQuery({
    queryKey: queryKeys.runResults(id),
    queryFn: ({ signal }) => loadAllResults(client, id, signal),
    refetchInterval: () => (active && connectionMode(useConnection.getState()) !== 'live' ? 3_000 : false),
  });
  const live = useLiveResults((state) => state.byRun[id]);
  const results = useMemo(() => {
    const byId = new Map((stored.data ?? []).map((result) => [result.id, result]));
    for (const result of Object.values(live ?? {})) byId.set(result.id, result);
    return [...byId.values()].toSorted((a, b) => a.seq - b.seq);
  }, [stored.data, live]);
  return { run, results, resultsQuery: stored, active };
}

'use client';
import type { ConnectionInfo, FrameBrief, LabClient, Run } from '@mcp-lab/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isRunActive } from '@/components/run-state.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { buildTimeline } from './build-timeline.ts';

interface Frames {
  frames: FrameBrief[];
  connections: ConnectionInfo[];
}

async function loadFrames(client: LabClient, id: string, signal: AbortSignal): Promise<Frames> {
  const frames: FrameBrief[] = [];
  let connections: ConnectionInfo[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: Awaited<ReturnType<LabClient['getRunTimeline']>> = await client.getRunTimeline(
      { params: { id }, query: { from, limit: 5_000 } },
      { signal },
    );
    frames.push(...page.items);
    if (from === 0) connections = page.connections;
    from = page.nextFrom;
  }
  return { frames, connections };
}

/** The frames of a run that has ended: they are handed over when it does. */
export function useTimeline(run: Run) {
  const { client } = useLab();
  const query = useQuery({
    queryKey: queryKeys.runTimeline(run.id),
    queryFn: ({ signal }) => loadFrames(client, run.id, signal),
    enabled: !isRunActive(run),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  });
  const { data } = query;
  const timeline = useMemo(() => (data === undefined ? null : buildTimeline(data.frames, data.connections)), [data]);
  return { query, timeline };
}

/** One frame with its content. */
export function useFrame(runId: string, seq: number | null) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.runFrame(runId, seq ?? -1),
    queryFn: async ({ signal }) => {
      const query = { from: seq ?? 0, limit: 1 };
      const { items } = await client.getRunTranscript({ params: { id: runId }, query }, { signal });
      return items[0] ?? null;
    },
    enabled: seq !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  });
}

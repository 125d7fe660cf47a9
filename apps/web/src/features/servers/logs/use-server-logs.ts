'use client';
import { type LogEntry, logLevels } from '@mcp-lab/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { useChannel } from '@/lib/live/live-provider.tsx';
import { clearLogEntries, useLiveLogs } from '@/lib/live/log-store.ts';
import { queryKeys } from '@/lib/query-keys.ts';

export type LogLevel = (typeof logLevels)[number];

/** The log of a server, oldest first: stored lines over REST, new ones over the `logs` channel. */
export function useServerLogs(serverId: string, level: LogLevel) {
  const { client } = useLab();
  useChannel('logs', { filter: { serverId } });
  useEffect(() => {
    clearLogEntries();
    return clearLogEntries;
  }, []);
  const query = useInfiniteQuery({
    queryKey: queryKeys.serverLogs(serverId, level),
    queryFn: ({ pageParam, signal }) =>
      client.listServerLogs(
        {
          params: { id: serverId },
          query: { limit: 200, level: level === 'debug' ? undefined : level, cursor: pageParam ?? undefined },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });
  const live = useLiveLogs((state) => state.entries);
  const entries = useMemo(() => {
    const bySeq = new Map<number, LogEntry>();
    for (const entry of query.data?.pages.flatMap((page) => page.items) ?? []) bySeq.set(entry.seq, entry);
    const threshold = logLevels.indexOf(level);
    for (const entry of live) {
      if (entry.serverId === serverId && logLevels.indexOf(entry.level) >= threshold) bySeq.set(entry.seq, entry);
    }
    return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
  }, [query.data, live, level, serverId]);
  return { query, entries };
}

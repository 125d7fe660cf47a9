'use client';
import type { Server } from '@mcp-lab/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createElement } from 'react';
import { toast } from 'sonner';
import { PeerText } from '@/components/peer-text.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';

export type ServerAction = 'start' | 'stop' | 'restart';

/** Start, stop and restart; the answer says what the lab set out to do, events say how it went. */
export function useServerAction(server: Pick<Server, 'id' | 'name'>) {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: ServerAction) => {
      const input = { params: { id: server.id }, body: {} };
      if (action === 'start') return client.startServer(input);
      return action === 'stop' ? client.stopServer(input) : client.restartServer(input);
    },
    onSuccess: (updated) => patchCachedItem<Server>(queries, queryKeys.servers, updated.id, () => updated),
    onError: (error, action) => toast.error(`Could not ${action} ${server.name}`, { description: messageOf(error) }),
  });
}

/** One health check now; its outcome comes back as a note. */
export function useHealthCheckNow(server: Pick<Server, 'id' | 'name'>) {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.checkServerHealth({ params: { id: server.id }, body: {} }),
    onSuccess: (check) => {
      void queries.invalidateQueries({ queryKey: queryKeys.server(server.id) });
      void queries.invalidateQueries({ queryKey: queryKeys.serverHealth(server.id) });
      const say = check.health === 'healthy' ? toast.success : toast.warning;
      say(`${server.name} is ${check.health}`, {
        description: check.reason === null ? undefined : createElement(PeerText, { text: check.reason, limit: 300 }),
      });
    },
    onError: (error) => toast.error(`${server.name} could not be checked`, { description: messageOf(error) }),
  });
}

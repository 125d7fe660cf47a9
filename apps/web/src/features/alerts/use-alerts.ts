'use client';
import type { Alert, EndpointInput, Endpoints } from '@mcp-lab/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { patchCachedItem } from '@/lib/live/patch-cached-item.ts';
import { queryKeys } from '@/lib/query-keys.ts';

export type AlertStatusFilter = NonNullable<EndpointInput<Endpoints['listAlerts']>['query']['status']>;

export function useAlerts(status?: AlertStatusFilter) {
  const { client } = useLab();
  return useQuery({
    queryKey: queryKeys.alertList({ status }),
    queryFn: ({ signal }) => client.listAlerts({ query: { status, limit: 100 } }, { signal }),
  });
}

/** Open and acknowledged ones: what still needs somebody. */
export const useActiveAlerts = () => useAlerts('active');

/** How many nobody has acknowledged yet. */
export const useOpenAlertCount = (): number =>
  useActiveAlerts().data?.items.filter((alert) => alert.status === 'open').length ?? 0;

export function useAcknowledgeAlert() {
  const { client } = useLab();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (alert: Alert) => client.acknowledgeAlert({ params: { id: alert.id }, body: {} }),
    onSuccess: (updated) => {
      patchCachedItem<Alert>(queries, queryKeys.alerts, updated.id, () => updated);
      void queries.invalidateQueries({ queryKey: queryKeys.alerts });
    },
    onError: (error) => toast.error('The alert could not be acknowledged', { description: messageOf(error) }),
  });
}

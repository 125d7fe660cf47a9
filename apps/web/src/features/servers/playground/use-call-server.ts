'use client';
import type { EndpointInput, Endpoints, Server } from '@mcp-lab/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLab } from '@/lib/lab/lab-provider.tsx';

export type CallInput = EndpointInput<Endpoints['callServer']>['body'];
export type Caller = ReturnType<typeof useCallServer>;

export function useCallServer(server: Server) {
  const { client } = useLab();
  return useMutation({
    mutationFn: (body: CallInput) => client.callServer({ params: { id: server.id }, body }),
  });
}

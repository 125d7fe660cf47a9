'use client';
import '../configure-schemas.ts';
import { createLabClient, type LabClient, LabError } from '@mcp-lab/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useState } from 'react';
import { connectionMode, useConnection } from '../live/connection-store.ts';
import { loopbackTwin } from '../loopback-twin.ts';
import { createSessionFetch } from '../session/session-fetch.ts';
import { createSessionKeeper, type SessionKeeper } from '../session/session-keeper.ts';

export interface Lab {
  apiUrl: string;
  webSocketUrl: string;
  client: LabClient;
  /** For downloads: `fetch` with renewal of the token. */
  fetch: typeof fetch;
  keeper: SessionKeeper;
}

const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error('useLab needs a LabProvider above it');
  return lab;
}

function createLab(apiUrl: string, webSocketUrl: string): Lab {
  const now = () => Date.now();
  const keeper = createSessionKeeper(apiUrl, now);
  const sessionFetch = createSessionFetch(keeper, now);
  const client = createLabClient({
    baseUrl: apiUrl,
    credentials: 'include',
    accessToken: () => keeper.freshToken(),
    fetch: sessionFetch,
  });
  return { apiUrl, webSocketUrl, client, fetch: sessionFetch, keeper };
}

const pollIntervalMs = 5_000;

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // Live pages are told what changes; the others ask.
        refetchInterval: () => (connectionMode(useConnection.getState()) === 'live' ? false : pollIntervalMs),
        retry: (failures, error) => failures < 2 && error instanceof LabError && error.code === 'unavailable',
      },
    },
  });
}

interface LabProviderProps {
  apiUrl: string;
  webSocketUrl: string;
  children: ReactNode;
}

export function LabProvider({ apiUrl, webSocketUrl, children }: LabProviderProps) {
  const [lab] = useState(() => createLab(apiUrl, webSocketUrl));
  const [queries] = useState(createQueries);
  // Before any page reads its address: the setup page takes the token out of it.
  useLayoutEffect(() => {
    const { host, pathname, search, hash } = window.location;
    const twin = loopbackTwin(host, apiUrl);
    if (twin !== null) window.location.replace(`${twin}${pathname}${search}${hash}`);
  }, [apiUrl]);
  useEffect(() => lab.keeper.listen(), [lab]);
  return (
    <LabContext value={lab}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </LabContext>
  );
}

'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { PeerText } from '@/components/peer-text.tsx';
import { useLab } from '../lab/lab-provider.tsx';
import { useSession } from '../session/session-store.ts';
import { applyEvents } from './apply-events.ts';
import { keysOfChannel } from './channel-keys.ts';
import { createCoalescedInvalidator } from './coalesced-invalidator.ts';
import { noteSocket, useConnection } from './connection-store.ts';
import { LiveSocket, type SubscribeOptions } from './live-socket.ts';

const LiveContext = createContext<LiveSocket | null>(null);

const randomShare = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** Connects the page to the lab's event stream for as long as it is mounted. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { client, keeper, webSocketUrl } = useLab();
  const queries = useQueryClient();
  const router = useRouter();
  const [socket] = useState(() => {
    const invalidate = createCoalescedInvalidator(queries, 1_500);
    return new LiveSocket({
      url: `${webSocketUrl}/ws`,
      createTicket: async () => (await client.createWsTicket({ body: {} })).ticket,
      openSocket: (url) => new WebSocket(url),
      random: randomShare,
      onGap: (channel) => keysOfChannel(channel).forEach(invalidate),
      onForbidden: () => keeper.reloadRights(),
      onState: (state) => {
        const before = useConnection.getState().socket;
        noteSocket(state, Date.now());
        // Begins the polling; on the way back subscriptions without holes do the rest.
        if (state === 'failing' && before !== 'failing') void queries.invalidateQueries();
      },
      onEvents: (_channel, events) => {
        noteSocket('live', Date.now());
        applyEvents(
          {
            queries,
            invalidate,
            notify: ({ level, title, detail, href }) => {
              const show = level === 'warning' ? toast.warning : toast.info;
              show(<PeerText text={title} limit={200} />, {
                description: detail ? <PeerText text={detail} limit={300} /> : undefined,
                action: href ? { label: 'Show', onClick: () => router.push(href) } : undefined,
              });
            },
            onUserChanged: (userId) => {
              if (useSession.getState().user?.id === userId) keeper.reloadRights();
            },
          },
          events,
        );
      },
    });
  });

  useEffect(() => {
    socket.start();
    const ends = ['servers', 'runs', 'events'].map((channel) => socket.subscribe(channel));
    const retry = () => {
      if (document.visibilityState === 'visible') socket.retryNow();
    };
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      for (const end of ends) end();
      socket.stop();
    };
  }, [socket]);

  return <LiveContext value={socket}>{children}</LiveContext>;
}

/** Holds a subscription while the component is mounted; null holds none. */
export function useChannel(channel: string | null, options: SubscribeOptions = {}): void {
  const socket = useContext(LiveContext);
  const key = JSON.stringify(options);
  useEffect(() => {
    if (socket === null || channel === null) return;
    return socket.subscribe(channel, JSON.parse(key) as SubscribeOptions);
  }, [socket, channel, key]);
}

'use client';
import type { AuthSession } from '@mcp-lab/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { ErrorState } from '@/components/error-state.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { RowSkeletons } from '@/components/row-skeletons.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { messageOf } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { queryKeys } from '@/lib/query-keys.ts';
import { describeUserAgent } from './describe-user-agent.ts';

export function SessionsPanel() {
  const { client } = useLab();
  const sessions = useQuery({
    queryKey: queryKeys.sessions,
    queryFn: ({ signal }) => client.listSessions({}, { signal }),
    refetchInterval: false,
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Where you are signed in</CardTitle>
      </CardHeader>
      {sessions.isPending ? <RowSkeletons rows={2} /> : null}
      {sessions.isError && sessions.data === undefined ? (
        <ErrorState
          title="Your sessions could not be loaded"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
        />
      ) : null}
      <ul className="divide-y">
        {sessions.data?.items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session }: { session: AuthSession }) {
  const { client } = useLab();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => client.deleteSession({ params: { id: session.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.sessions }),
    onError: (error) => toast.error('The session could not be ended', { description: messageOf(error) }),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate text-[0.8125rem] font-medium" title={session.userAgent}>
          <PeerText text={describeUserAgent(session.userAgent)} limit={80} />
        </p>
        <p className="truncate text-xs text-muted-foreground">
          {session.ip} · <RelativeTime at={session.lastSeenAt} />
        </p>
      </div>
      {session.current ? (
        <Badge tone="good">this one</Badge>
      ) : (
        <Button size="sm" disabled={end.isPending} onClick={() => end.mutate()}>
          End
        </Button>
      )}
    </li>
  );
}

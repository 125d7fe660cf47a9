'use client';
import type { Server } from '@mcp-lab/contracts';
import Link from 'next/link';
import { EraBadges } from '@/components/era-badges.tsx';
import { RowLink } from '@/components/row-link.tsx';
import { ServerStateLabel } from '@/components/server-state.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { ServerActions } from '../servers/server-actions.tsx';

const worstFirst = ['unhealthy', 'degraded', 'unknown', 'healthy'];
const rank = (server: Server) =>
  server.status === 'failed' ? -1 : server.status === 'stopped' ? 9 : worstFirst.indexOf(server.health);

export function ServerPanel({ servers }: { servers: readonly Server[] }) {
  const shown = servers.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)).slice(0, 8);
  return (
    <Card data-testid="server-panel">
      <CardHeader>
        <CardTitle>Servers</CardTitle>
        <Button asChild variant="link" size="sm">
          <Link href="/servers">{servers.length > shown.length ? `All ${servers.length}` : 'Manage'}</Link>
        </Button>
      </CardHeader>
      <ul className="divide-y">
        {shown.map((server) => (
          <li
            key={server.id}
            className="relative grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 px-4 py-2 transition-colors hover:bg-muted/50"
          >
            <div className="min-w-0">
              <RowLink href={`/servers/${server.id}`}>{server.name}</RowLink>
              <div className="relative z-10 mt-0.5 flex h-5 w-fit items-center gap-2 text-xs text-muted-foreground">
                {server.profile ? <EraBadges eras={server.profile} /> : 'not seen yet'}
                {server.healthLatencyMs === null ? null : (
                  <span className="tabular-nums">{formatDuration(server.healthLatencyMs)}</span>
                )}
              </div>
            </div>
            <div className="relative z-10">
              <ServerStateLabel server={server} />
            </div>
            <div className="relative z-10 flex min-w-[3.75rem] justify-end">
              <ServerActions server={server} compact />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

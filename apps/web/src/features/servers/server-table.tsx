'use client';
import type { Server } from '@mcp-lab/contracts';
import { FlaskConicalIcon } from 'lucide-react';
import Link from 'next/link';
import { EraBadges } from '@/components/era-badges.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { ServerStateLabel } from '@/components/server-state.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { joinCommandLine } from '@/lib/text/split-command-line.ts';
import { openDialog } from '../shell/dialog-store.ts';
import { ServerActions } from './server-actions.tsx';
import { transportNames } from './transport-names.ts';

const targetOf = (server: Server): string =>
  server.url ?? (server.launch === null ? '' : joinCommandLine([server.launch.command, ...server.launch.args]));

export function ServerTable({ servers }: { servers: readonly Server[] }) {
  return (
    <Table data-testid="server-table">
      <thead>
        <tr>
          <TableHead>Server</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="hidden md:table-cell">Speaks</TableHead>
          <TableHead className="hidden text-right lg:table-cell">Tools</TableHead>
          <TableHead className="hidden text-right sm:table-cell">Latency</TableHead>
          <TableHead className="hidden xl:table-cell">Checked</TableHead>
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {servers.map((server) => (
          <TableRow key={server.id}>
            <TableCell className="w-full max-w-0 min-w-36">
              <Link
                href={`/servers/${server.id}`}
                className="block truncate rounded-sm font-medium outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/45"
              >
                {server.name}
              </Link>
              <p className="truncate font-mono text-xs text-muted-foreground">{targetOf(server)}</p>
            </TableCell>
            <TableCell>
              <ServerStateLabel server={server} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap md:table-cell">
              {server.profile ? (
                <span className="flex items-center gap-2">
                  <EraBadges eras={server.profile} />
                  <span className="text-xs text-muted-foreground">{transportNames[server.profile.transport]}</span>
                </span>
              ) : (
                <span className="text-xs text-muted-foreground">not seen yet</span>
              )}
            </TableCell>
            <TableCell className="hidden text-right lg:table-cell">{server.profile?.toolCount ?? '–'}</TableCell>
            <TableCell className="hidden text-right whitespace-nowrap sm:table-cell">
              {server.healthLatencyMs === null ? '–' : formatDuration(server.healthLatencyMs)}
            </TableCell>
            <TableCell className="hidden text-xs whitespace-nowrap text-muted-foreground xl:table-cell">
              {server.healthCheckedAt === null ? 'never' : <RelativeTime at={server.healthCheckedAt} />}
            </TableCell>
            <TableCell>
              <div className="flex items-center justify-end gap-0.5">
                <ServerActions server={server} compact />
                <PermissionButton
                  permission="runs:execute"
                  size="sm"
                  className="ml-1 max-sm:hidden"
                  aria-label={`Run conformance on ${server.name}`}
                  onClick={() => openDialog({ name: 'run', serverId: server.id })}
                >
                  <FlaskConicalIcon />
                  Test
                </PermissionButton>
              </div>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

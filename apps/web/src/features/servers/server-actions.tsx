'use client';
import type { Server } from '@mcp-lab/contracts';
import { PlayIcon, RotateCwIcon, SquareIcon } from 'lucide-react';
import { PermissionButton } from '@/components/permission-button.tsx';
import { type ServerAction, useServerAction } from './use-server-actions.ts';

const actions: Record<ServerAction, { label: string; icon: typeof PlayIcon }> = {
  start: { label: 'Start', icon: PlayIcon },
  stop: { label: 'Stop', icon: SquareIcon },
  restart: { label: 'Restart', icon: RotateCwIcon },
};

/** What can be done with its process now; nothing for a server the lab only reaches by URL. */
function actionsOf(server: Server): ServerAction[] {
  if (server.launch === null) return [];
  if (server.status === 'stopped' || server.status === 'failed') return ['start'];
  return server.status === 'stopping' ? [] : ['restart', 'stop'];
}

interface ServerActionsProps {
  server: Server;
  /** Icons only, for rows. */
  compact?: boolean;
}

export function ServerActions({ server, compact = false }: ServerActionsProps) {
  const mutation = useServerAction(server);
  return (
    <>
      {actionsOf(server).map((action) => {
        const { label, icon: Icon } = actions[action];
        return (
          <PermissionButton
            key={action}
            permission="servers:operate"
            variant={compact ? 'ghost' : 'outline'}
            size={compact ? 'icon-sm' : 'md'}
            aria-label={`${label} ${server.name}`}
            title={compact ? label : undefined}
            disabled={mutation.isPending}
            onClick={() => mutation.mutate(action)}
          >
            <Icon />
            {compact ? null : label}
          </PermissionButton>
        );
      })}
    </>
  );
}

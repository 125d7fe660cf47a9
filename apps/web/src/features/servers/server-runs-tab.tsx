'use client';
import type { Server } from '@mcp-lab/contracts';
import { FlaskConicalIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { RunHistory } from '../runs/run-history.tsx';
import { openDialog } from '../shell/dialog-store.ts';

export function ServerRunsTab({ server }: { server: Server }) {
  return (
    <Card>
      <RunHistory
        filters={{ serverId: server.id }}
        hideServer
        empty={
          <EmptyState
            icon={FlaskConicalIcon}
            title="Not tested yet"
            actions={
              <PermissionButton
                permission="runs:execute"
                onClick={() => openDialog({ name: 'run', serverId: server.id })}
              >
                <FlaskConicalIcon />
                Run conformance
              </PermissionButton>
            }
          >
            Runs of this server are kept here with all their proof.
          </EmptyState>
        }
      />
    </Card>
  );
}

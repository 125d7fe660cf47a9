'use client';
import type { Server } from '@mcp-lab/contracts';
import { FlaskConicalIcon } from 'lucide-react';
import { PermissionButton } from '@/components/permission-button.tsx';
import { ServerStateLabel } from '@/components/server-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useStartRun } from '../runs/use-start-run.ts';

/** There are servers but no run yet: one click to the first result. */
export function NextStep({ servers }: { servers: readonly Server[] }) {
  const start = useStartRun();
  return (
    <Card data-testid="next-step" className="border-primary/30 bg-primary/4">
      <div className="px-4 pt-3.5 pb-1">
        <h2 className="text-sm font-semibold">Run conformance</h2>
        <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">
          Ask a server everything the specification demands. It takes well under a minute and calls nothing that could
          change something.
        </p>
      </div>
      <ul className="grid gap-x-8 px-4 pb-2.5 sm:grid-cols-2 2xl:grid-cols-3">
        {servers.slice(0, 6).map((server) => (
          <li key={server.id} className="flex items-center gap-3 py-1.5">
            <span className="min-w-0 flex-1 truncate text-[0.8125rem] font-medium">{server.name}</span>
            <ServerStateLabel server={server} />
            <PermissionButton
              permission="runs:execute"
              size="sm"
              variant="primary"
              disabled={start.isPending}
              aria-label={`Run conformance on ${server.name}`}
              onClick={() => start.mutate({ serverId: server.id })}
            >
              <FlaskConicalIcon />
              Run
            </PermissionButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

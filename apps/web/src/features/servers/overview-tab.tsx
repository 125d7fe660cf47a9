'use client';
import type { Server } from '@mcp-lab/contracts';
import { useMemo } from 'react';
import { CopyButton } from '@/components/copy-button.tsx';
import { EraBadges } from '@/components/era-badges.tsx';
import { type Fact, FactList } from '@/components/fact-list.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { joinCommandLine } from '@/lib/text/split-command-line.ts';
import { LatencyPanel } from '../metrics/latency-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { transportNames } from './transport-names.ts';

export function OverviewTab({ server }: { server: Server }) {
  const servers = useMemo(() => [{ id: server.id, name: server.name }], [server.id, server.name]);
  return (
    <div className="flex flex-col gap-4">
      <StatusNotice server={server} />
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4 xl:col-span-2">
          <LatencyPanel servers={servers} serverId={server.id} />
          <HealthPanel serverId={server.id} />
        </div>
        <Card>
          <CardHeader>
            <CardTitle>Details</CardTitle>
          </CardHeader>
          <CardBody>
            <FactList facts={factsOf(server)} className="grid grid-cols-2 gap-x-4 [&>:first-child]:col-span-2" />
          </CardBody>
        </Card>
      </div>
    </div>
  );
}

/** Why it is not running, in the lab's words, where something is wrong. */
function StatusNotice({ server }: { server: Server }) {
  const bad = server.status === 'failed' || server.status === 'backing-off';
  const reason = bad ? server.statusReason : server.health === 'unhealthy' ? server.healthReason : null;
  if (!reason) return null;
  return (
    <div role="alert" className="rounded-lg bg-bad/8 px-4 py-3 text-[0.8125rem] ring-1 ring-bad/20">
      <p className="font-medium text-bad">{bad ? 'It does not stay up' : 'The last health check failed'}</p>
      <p className="mt-0.5 leading-relaxed">
        <PeerText text={reason} limit={1000} />
      </p>
    </div>
  );
}

function factsOf(server: Server): Fact[] {
  const { launch, url, profile, pid, startedAt } = server;
  const target = url ?? (launch === null ? '' : joinCommandLine([launch.command, ...launch.args]));
  const facts: (Fact | false | null)[] = [
    {
      label: url === null ? 'Command' : 'URL',
      value: (
        <span className="flex items-start justify-between gap-2 rounded-md bg-muted/60 py-1 pr-1 pl-2.5">
          <span className="py-0.5 font-mono text-xs">{target}</span>
          <CopyButton text={target} label={url === null ? 'Copy the command' : 'Copy the URL'} />
        </span>
      ),
    },
    launch?.cwd ? { label: 'Working folder', value: <span className="font-mono text-xs">{launch.cwd}</span> } : null,
    profile && { label: 'Speaks', value: <EraBadges eras={profile} /> },
    profile && { label: 'Transport', value: transportNames[profile.transport] },
    profile?.serverName
      ? {
          label: 'Calls itself',
          value: <PeerText text={[profile.serverName, profile.serverVersion].filter(Boolean).join(' ')} limit={200} />,
        }
      : null,
    profile && { label: 'Tools', value: profile.toolCount },
    startedAt !== null && { label: 'Started', value: <RelativeTime at={startedAt} /> },
    pid !== null && { label: 'Process', value: pid },
    launch && { label: 'Restarts', value: server.restartCount },
    { label: 'Checked every', value: formatDuration(server.healthIntervalSeconds * 1000) },
    server.envNames.length > 0 && {
      label: 'Environment',
      value: <span className="font-mono text-xs">{server.envNames.join(', ')}</span>,
    },
    server.headerNames.length > 0 && {
      label: 'Headers',
      value: <span className="font-mono text-xs">{server.headerNames.join(', ')}</span>,
    },
    { label: 'Added', value: <RelativeTime at={server.createdAt} /> },
  ];
  return facts.filter((fact) => fact !== false && fact !== null);
}

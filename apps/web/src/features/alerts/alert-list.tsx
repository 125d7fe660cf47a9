'use client';
import type { Alert } from '@mcp-lab/contracts';
import { CircleAlertIcon, CircleCheckIcon, TriangleAlertIcon } from 'lucide-react';
import Link from 'next/link';
import { PeerText } from '@/components/peer-text.tsx';
import { PermissionButton } from '@/components/permission-button.tsx';
import { RelativeTime } from '@/components/relative-time.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { cn } from '@/lib/class-names.ts';
import { useAcknowledgeAlert } from './use-alerts.ts';

const targetOf = (alert: Alert): string | null => {
  if (alert.runId !== null) return `/runs/${alert.runId}`;
  return alert.serverId === null ? null : `/servers/${alert.serverId}`;
};

export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <ul className="divide-y" data-testid="alert-list">
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const acknowledge = useAcknowledgeAlert();
  const href = targetOf(alert);
  const resolved = alert.status === 'resolved';
  const critical = alert.severity === 'critical';
  const Icon = resolved ? CircleCheckIcon : critical ? CircleAlertIcon : TriangleAlertIcon;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <Icon
        aria-hidden
        className={cn('mt-px size-4 shrink-0', resolved ? 'text-good' : critical ? 'text-bad' : 'text-caution')}
      />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-[0.8125rem] font-medium">
          {href ? (
            <Link href={href} className="rounded-sm hover:underline">
              <PeerText text={alert.title} />
            </Link>
          ) : (
            <PeerText text={alert.title} />
          )}
        </p>
        {alert.detail ? (
          <p className="mt-0.5 line-clamp-3 text-xs leading-relaxed text-muted-foreground">
            <PeerText text={alert.detail} limit={600} />
          </p>
        ) : null}
        <p className="mt-1 flex flex-wrap items-center gap-x-1.5 text-xs text-muted-foreground">
          <span className="sr-only">{alert.severity},</span>
          <RelativeTime at={alert.openedAt} />
          {alert.acknowledgedBy ? <span>· seen by {alert.acknowledgedBy}</span> : null}
          {alert.resolvedAt ? (
            <span>
              · resolved <RelativeTime at={alert.resolvedAt} />
            </span>
          ) : null}
        </p>
      </div>
      {alert.status === 'open' ? (
        <PermissionButton
          permission="alerts:write"
          size="sm"
          disabled={acknowledge.isPending}
          aria-label={`Acknowledge: ${alert.title}`}
          onClick={() => acknowledge.mutate(alert)}
        >
          Acknowledge
        </PermissionButton>
      ) : (
        <Badge tone={resolved ? 'good' : 'quiet'}>{resolved ? 'Resolved' : 'Acknowledged'}</Badge>
      )}
    </li>
  );
}

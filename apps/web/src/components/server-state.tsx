import type { Server } from '@mcp-lab/contracts';
import { cn } from '@/lib/class-names.ts';
import { PeerText } from './peer-text.tsx';
import { toneClasses } from './tone-classes.ts';
import type { Tone } from './ui/badge.tsx';
import { Tooltip } from './ui/tooltip.tsx';

interface ServerState {
  label: string;
  tone: Tone;
  /** Something is going on right now. */
  moving: boolean;
  reason: string | null;
}

const healthTones = { healthy: 'good', degraded: 'caution', unhealthy: 'bad', unknown: 'quiet' } as const;
const healthLabels = { healthy: 'Healthy', degraded: 'Degraded', unhealthy: 'Unhealthy', unknown: 'Not checked yet' };

/** Status and health as the one word that matters most now. */
export function describeServerState(server: Server): ServerState {
  const { status, statusReason, health, healthReason } = server;
  switch (status) {
    case 'stopped':
      return { label: 'Stopped', tone: 'quiet', moving: false, reason: statusReason };
    case 'starting':
      return { label: 'Starting', tone: 'notice', moving: true, reason: statusReason };
    case 'stopping':
      return { label: 'Stopping', tone: 'notice', moving: true, reason: statusReason };
    case 'backing-off':
      return { label: 'Waiting to restart', tone: 'caution', moving: true, reason: statusReason };
    case 'failed':
      return { label: 'Failed', tone: 'bad', moving: false, reason: statusReason };
    default:
      return {
        label: health === 'unknown' && status === 'running' ? 'Running' : healthLabels[health],
        tone: healthTones[health],
        moving: health === 'unknown',
        reason: healthReason,
      };
  }
}

export function StateDot({ tone, moving = false, className }: { tone: Tone; moving?: boolean; className?: string }) {
  return (
    <span aria-hidden className={cn('relative inline-flex size-2 shrink-0', className)}>
      {moving ? (
        <span className={cn('absolute inset-0 animate-ping rounded-full opacity-60', toneClasses[tone].fill)} />
      ) : null}
      <span className={cn('relative size-2 rounded-full', toneClasses[tone].fill)} />
    </span>
  );
}

export function ServerStateLabel({ server, className }: { server: Server; className?: string }) {
  const { label, tone, moving, reason } = describeServerState(server);
  const body = (
    <span
      data-testid="server-state"
      data-status={server.status}
      data-health={server.health}
      className={cn('inline-flex items-center gap-2 text-[0.8125rem] font-medium whitespace-nowrap', className)}
    >
      <StateDot tone={tone} moving={moving} />
      <span className={tone === 'quiet' ? 'text-muted-foreground' : toneClasses[tone].text}>{label}</span>
    </span>
  );
  if (!reason) return body;
  return (
    <Tooltip content={<PeerText text={reason} limit={400} />}>
      <button
        type="button"
        className="cursor-help rounded-sm outline-none focus-visible:ring-[3px] focus-visible:ring-ring/45"
      >
        {body}
      </button>
    </Tooltip>
  );
}

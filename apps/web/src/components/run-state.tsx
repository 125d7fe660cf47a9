import type { Run } from '@mcp-lab/contracts';
import {
  BanIcon,
  CheckIcon,
  CircleDashedIcon,
  CircleSlashIcon,
  ClockIcon,
  LoaderIcon,
  type LucideIcon,
  PlugZapIcon,
  TriangleAlertIcon,
  XIcon,
} from 'lucide-react';
import { cn } from '@/lib/class-names.ts';
import { Badge, type Tone } from './ui/badge.tsx';

interface RunState {
  label: string;
  tone: Tone;
  icon: LucideIcon;
}

const statusStates: Record<Exclude<Run['status'], 'completed'>, RunState> = {
  queued: { label: 'Queued', tone: 'quiet', icon: ClockIcon },
  running: { label: 'Running', tone: 'notice', icon: LoaderIcon },
  cancelled: { label: 'Cancelled', tone: 'quiet', icon: BanIcon },
  interrupted: { label: 'Interrupted', tone: 'caution', icon: CircleSlashIcon },
  failed: { label: 'Failed to run', tone: 'odd', icon: TriangleAlertIcon },
};
const outcomeStates: Record<NonNullable<Run['outcome']>, RunState> = {
  passed: { label: 'Passed', tone: 'good', icon: CheckIcon },
  findings: { label: 'Findings', tone: 'bad', icon: XIcon },
  unreachable: { label: 'Unreachable', tone: 'bad', icon: PlugZapIcon },
  incomplete: { label: 'Incomplete', tone: 'caution', icon: CircleDashedIcon },
};

const warnings: RunState = { label: 'Warnings', tone: 'caution', icon: TriangleAlertIcon };

type RunLike = Pick<Run, 'status' | 'outcome'> & Partial<Pick<Run, 'counts'>>;

export const isRunActive = (run: Pick<Run, 'status'>): boolean => run.status === 'queued' || run.status === 'running';

export function describeRunState(run: RunLike): RunState {
  if (run.status !== 'completed') return statusStates[run.status];
  // Advice that was not followed is no violation.
  if (run.outcome === 'findings' && run.counts?.fail === 0) return warnings;
  return run.outcome === null ? outcomeStates.incomplete : outcomeStates[run.outcome];
}

export function RunStateBadge({ run, className }: { run: RunLike; className?: string }) {
  const { label, tone, icon: Icon } = describeRunState(run);
  return (
    <Badge
      tone={tone}
      className={className}
      data-testid="run-state"
      data-status={run.status}
      data-outcome={run.outcome}
    >
      <Icon className={cn(run.status === 'running' && 'animate-spin')} aria-hidden />
      {label}
    </Badge>
  );
}

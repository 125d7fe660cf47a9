import type { Run } from '@mcp-lab/contracts';
import type { LucideIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { isRunActive } from '@/components/run-state.tsx';
import { Card } from '@/components/ui/card.tsx';

interface NoTicksProps {
  run: Run;
  icon: LucideIcon;
  /** While the run goes on: its first second is still to come. */
  before: { title: string; text: string };
  /** The run is over and had none. */
  none: { title: string; text: string };
}

/** Stands where the seconds of a run will be drawn. */
export function NoTicks({ run, icon, before, none }: NoTicksProps) {
  const waiting = run.waitsFor === null ? null : { title: 'Waits for its turn', text: run.waitsFor };
  const { title, text } = waiting ?? (isRunActive(run) ? before : none);
  return (
    <Card>
      <EmptyState icon={icon} title={title}>
        {text}
      </EmptyState>
    </Card>
  );
}

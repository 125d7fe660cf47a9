'use client';
import type { Run } from '@mcp-lab/contracts';
import { ChartGanttIcon } from 'lucide-react';
import { EmptyState } from '@/components/empty-state.tsx';
import { ErrorState } from '@/components/error-state.tsx';
import { LoadingState } from '@/components/loading-state.tsx';
import { isRunActive } from '@/components/run-state.tsx';
import { Card } from '@/components/ui/card.tsx';
import { TimelineExplorer } from './timeline-explorer.tsx';
import { useTimeline } from './use-timeline.ts';

/** Every frame of a run over time. */
export function RunTimeline({ run }: { run: Run }) {
  const { query, timeline } = useTimeline(run);
  if (isRunActive(run)) {
    return (
      <Card>
        <EmptyState icon={ChartGanttIcon} title="The run goes on">
          Frames are handed over when it has ended.
        </EmptyState>
      </Card>
    );
  }
  if (query.isError) {
    return (
      <Card>
        <ErrorState title="The frames could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    );
  }
  if (timeline === null) {
    return <LoadingState />;
  }
  if (timeline.frames.length === 0) {
    return (
      <Card>
        <EmptyState icon={ChartGanttIcon} title="No frames were kept">
          Nothing went over the wire, or the process that spoke to the server was lost before it could hand them over.
        </EmptyState>
      </Card>
    );
  }
  return <TimelineExplorer run={run} timeline={timeline} />;
}

'use client';
import type { FrameView } from '@mcp-lab/contracts';
import { ChartGanttIcon } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { FrameCard } from './frame-card.tsx';
import { type FrameFormat, frameFormats } from './frame-formats.ts';

interface FrameTimelineProps {
  /** For the way to the timeline of the whole run; without it there is none. */
  runId?: string;
  frames: readonly FrameView[];
  /** Positions of the frames that decide the verdict. */
  evidence: readonly number[];
}

/** What went over the wire, in order, with the time since the first frame shown. */
export function FrameTimeline({ runId, frames, evidence }: FrameTimelineProps) {
  const [format, setFormat] = useState<FrameFormat>('pretty');
  // Said only where it tells frames apart.
  const mixed = frames.some((frame) => !evidence.includes(frame.seq));
  const [first] = frames;
  const startNs = first?.firstByteNs ?? 0;
  return (
    <section className="border-t" data-testid="frames">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-5 py-3">
        <h3 className="eyebrow whitespace-nowrap">
          {frames.length === 0 ? 'Frames' : countOf(frames.length, 'frame')}
        </h3>
        {frames.length > 0 ? (
          <div className="flex flex-wrap items-center justify-end gap-2">
            {runId !== undefined && first !== undefined ? (
              <Button asChild variant="ghost" size="sm">
                <Link href={`/runs/${runId}?view=timeline&frame=${first.seq}`}>
                  <ChartGanttIcon />
                  In the timeline
                </Link>
              </Button>
            ) : null}
            <Segmented
              aria-label="Form of the frames"
              value={format}
              options={frameFormats}
              onValueChange={setFormat}
            />
          </div>
        ) : null}
      </div>
      {frames.length === 0 ? (
        <p className="px-5 pb-5 text-[0.8125rem] text-muted-foreground">
          This verdict does not rest on a single frame, or its frames were not kept.
        </p>
      ) : (
        <ol className="flex flex-col gap-2 px-5 pb-6">
          {frames.map((frame) => (
            <FrameCard
              key={frame.seq}
              frame={frame}
              startNs={startNs}
              format={format}
              decisive={mixed && evidence.includes(frame.seq)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

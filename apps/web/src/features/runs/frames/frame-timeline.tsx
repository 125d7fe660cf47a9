'use client';
import type { FrameView } from '@mcp-lab/contracts';
import { useState } from 'react';
import { Segmented } from '@/components/ui/segmented.tsx';
import { countOf } from '@/lib/format/format-count.ts';
import { FrameCard, type FrameFormat } from './frame-card.tsx';

const formats: readonly { value: FrameFormat; label: string }[] = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
];

interface FrameTimelineProps {
  frames: readonly FrameView[];
  /** Positions of the frames that decide the verdict. */
  evidence: readonly number[];
}

/** What went over the wire, in order, with the time since the first frame shown. */
export function FrameTimeline({ frames, evidence }: FrameTimelineProps) {
  const [format, setFormat] = useState<FrameFormat>('pretty');
  // Said only where it tells frames apart.
  const mixed = frames.some((frame) => !evidence.includes(frame.seq));
  const startNs = frames[0]?.firstByteNs ?? 0;
  return (
    <section className="border-t" data-testid="frames">
      <div className="flex items-center justify-between gap-3 px-5 py-3">
        <h3 className="eyebrow">{frames.length === 0 ? 'Frames' : countOf(frames.length, 'frame')}</h3>
        {frames.length > 0 ? (
          <Segmented aria-label="Form of the frames" value={format} options={formats} onValueChange={setFormat} />
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

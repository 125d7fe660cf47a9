'use client';
import type { FrameBrief } from '@mcp-lab/contracts';
import { ArrowLeftIcon, ArrowRightIcon, CornerDownRightIcon } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { FrameCard } from '../frames/frame-card.tsx';
import { type FrameFormat, frameFormats } from '../frames/frame-formats.ts';
import type { Span } from './build-timeline.ts';
import { useFrame } from './use-timeline.ts';

interface FramePanelProps {
  runId: string;
  frame: FrameBrief;
  span: Span;
  /** Among all frames by time, from 0. */
  place: number;
  count: number;
  startNs: number;
  onStep(by: 1 | -1): void;
  onSelect(seq: number): void;
}

/** The frame that is chosen, with the way to its pair and its neighbours. */
export function FramePanel({ runId, frame, span, place, count, startNs, onStep, onSelect }: FramePanelProps) {
  const [format, setFormat] = useState<FrameFormat>('pretty');
  const query = useFrame(runId, frame.seq);
  const pair = span.frames.find((other) => other !== frame);
  const isRequest = span.frames[0] === frame;
  return (
    <Card data-testid="frame-panel" data-seq={frame.seq}>
      <CardHeader>
        <CardTitle>
          Frame {formatCount(place + 1)} of {formatCount(count)}
          <span className="ml-2 font-normal text-muted-foreground">
            connection #{frame.connection}
            {frame.stream === null ? '' : `, ${frame.stream}`}
          </span>
        </CardTitle>
        <div className="flex flex-wrap items-center gap-2">
          {pair === undefined ? null : (
            <Button size="sm" onClick={() => onSelect(pair.seq)}>
              <CornerDownRightIcon />
              {isRequest ? 'To its answer' : 'To its request'}
            </Button>
          )}
          <Segmented aria-label="Form of the frame" value={format} options={frameFormats} onValueChange={setFormat} />
          <span className="flex">
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Previous frame"
              disabled={place <= 0}
              onClick={() => onStep(-1)}
            >
              <ArrowLeftIcon />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Next frame"
              disabled={place >= count - 1}
              onClick={() => onStep(1)}
            >
              <ArrowRightIcon />
            </Button>
          </span>
        </div>
      </CardHeader>
      <p aria-live="polite" className="px-4 pt-3 text-[0.8125rem] text-muted-foreground">
        {sentenceOf(frame, span, pair, startNs)}
      </p>
      <div className="p-4 pt-2.5">
        {query.isPending ? <Skeleton className="h-32" /> : null}
        {query.isError ? (
          <ErrorState title="The frame could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data === null ? <p className="text-[0.8125rem]">Its content was not kept.</p> : null}
        {query.data ? (
          <ul>
            <FrameCard key={frame.seq} frame={query.data} startNs={startNs} format={format} decisive={false} />
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

function sentenceOf(frame: FrameBrief, span: Span, pair: FrameBrief | undefined, startNs: number): string {
  const who = frame.direction === 'sent' ? 'Sent by the lab' : 'Received from the server';
  const when = `${formatDuration((frame.firstByteNs - startNs) / 1e6)} after the beginning`;
  const took = formatDuration((span.endNs - span.startNs) / 1e6);
  if (pair !== undefined) return `${who} ${when}; request and answer took ${took}.`;
  return `${who} ${when}${span.open ? '; nobody answered it' : ''}.`;
}

import type { FrameView } from '@mcp-lab/contracts';
import { ArrowDownLeftIcon, ArrowUpRightIcon, TriangleAlertIcon } from 'lucide-react';
import { CopyButton } from '@/components/copy-button.tsx';
import { PeerText } from '@/components/peer-text.tsx';
import { cn } from '@/lib/class-names.ts';
import { formatCount } from '@/lib/format/format-count.ts';
import { describeFrame } from './describe-frame.ts';
import { FrameBody } from './frame-body.tsx';
import type { FrameFormat } from './frame-formats.ts';
import { HttpHead } from './http-head.tsx';

interface FrameCardProps {
  frame: FrameView;
  /** Time of the first frame shown, nanoseconds. */
  startNs: number;
  format: FrameFormat;
  /** The verdict rests on it. */
  decisive: boolean;
}

/** One frame: who said it, when, and exactly what. */
export function FrameCard({ frame, startNs, format, decisive }: FrameCardProps) {
  const sent = frame.direction === 'sent';
  const Arrow = sent ? ArrowUpRightIcon : ArrowDownLeftIcon;
  const { kind, summary } = describeFrame(frame);
  return (
    <li
      data-testid="frame"
      data-direction={frame.direction}
      className={cn('overflow-hidden rounded-lg border', decisive && 'border-primary/45')}
    >
      <details className="group" open>
        <summary className="flex items-center gap-2 bg-muted/60 px-2.5 py-1.5 text-xs outline-none select-none focus-visible:ring-[3px] focus-visible:ring-ring/45 focus-visible:ring-inset [&::-webkit-details-marker]:hidden">
          <Arrow
            aria-hidden
            className={cn('size-3.5 shrink-0', sent ? 'text-primary' : 'text-caution')}
            strokeWidth={2.5}
          />
          <span className="shrink-0 font-medium whitespace-nowrap">{sent ? 'Lab' : 'Server'}</span>
          <span className="min-w-0 flex-1 truncate font-mono">
            <PeerText text={summary} limit={160} />
          </span>
          {decisive ? <span className="shrink-0 text-2xs font-semibold text-primary">decisive</span> : null}
          <span className="shrink-0 text-2xs text-muted-foreground max-sm:hidden">{kind}</span>
          <span className="w-16 shrink-0 text-right text-2xs tabular-nums text-muted-foreground">
            +{((frame.firstByteNs - startNs) / 1e6).toFixed(1)} ms
          </span>
        </summary>
        <div className="border-t">
          {frame.http ? <HttpHead http={frame.http} /> : null}
          <FrameRemarks frame={frame} />
          {frame.text === '' ? null : (
            <div className="relative">
              <FrameBody frame={frame} format={format} />
              <CopyButton
                text={frame.text}
                label="Copy the frame as it was sent"
                className="absolute top-1.5 right-1.5"
              />
            </div>
          )}
        </div>
      </details>
    </li>
  );
}

/** What is odd about the frame besides its text. */
function FrameRemarks({ frame }: { frame: FrameView }) {
  const remarks = [
    // Without a text the note is the headline already.
    frame.text === '' ? null : frame.note,
    frame.parseError && `Not JSON-RPC: ${frame.parseError}`,
    frame.encoding === 'base64' && 'Not UTF-8: the bytes are shown in hexadecimal.',
    frame.terminated === false && 'The line was not ended.',
    frame.droppedBytes > 0 && `${formatCount(frame.droppedBytes)} further bytes were not kept.`,
    frame.sse &&
      `SSE event: ${[frame.sse.event && `event ${frame.sse.event}`, frame.sse.id && `id ${frame.sse.id}`, frame.sse.retry !== undefined && `retry ${frame.sse.retry}`].filter(Boolean).join(', ') || 'no fields'}`,
  ].filter((remark): remark is string => Boolean(remark));
  if (remarks.length === 0) return null;
  return (
    <ul className="border-b px-3 py-1.5 text-xs text-muted-foreground last:border-b-0">
      {remarks.map((remark) => (
        <li key={remark} className="flex gap-1.5">
          <TriangleAlertIcon
            aria-hidden
            className={cn('mt-px size-3.5 shrink-0', remark.startsWith('Not') ? 'text-caution' : 'hidden')}
          />
          <PeerText text={remark} limit={400} />
        </li>
      ))}
    </ul>
  );
}

'use client';
import type { FrameBrief, Run } from '@mcp-lab/contracts';
import { MaximizeIcon, ZoomInIcon, ZoomOutIcon } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card, CardHeader, CardTitle } from '@/components/ui/card.tsx';
import { countOf, formatCount } from '@/lib/format/format-count.ts';
import { formatDuration } from '@/lib/format/format-duration.ts';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import type { Timeline } from './build-timeline.ts';
import { FramePanel } from './frame-panel.tsx';
import { TimelineCanvas } from './timeline-canvas.tsx';
import { TimelineLegend } from './timeline-legend.tsx';
import { TimelineOverview } from './timeline-overview.tsx';
import { clampViewport, revealInViewport, type Viewport, zoomViewport } from './viewport.ts';

/** The timeline with its tools, and the frame that is chosen, which stands in the URL. */
export function TimelineExplorer({ run, timeline }: { run: Run; timeline: Timeline }) {
  const [{ frame }, setUrl] = useUrlFilters(['frame']);
  const whole = useMemo(() => clampViewport(timeline, timeline), [timeline]);
  const span = frame === '' ? undefined : timeline.spanOf.get(Number(frame));
  const chosen = span?.frames.find(({ seq }) => seq === Number(frame));
  const [view, setView] = useState<Viewport>(() => (span === undefined ? whole : around(span, whole)));
  const selected = useMemo(
    () => (span === undefined || chosen === undefined ? null : { span, atNs: chosen.firstByteNs }),
    [span, chosen],
  );
  const pair = span?.frames.find((other) => other !== chosen);

  const select = (seq: number) => {
    const found = timeline.spanOf.get(seq);
    if (found === undefined) return;
    setUrl({ frame: String(seq) });
    setView((now) => revealInViewport(now, found.startNs, found.endNs, whole));
  };
  const step = (by: number, among: readonly FrameBrief[]) => {
    const at = chosen === undefined ? (by > 0 ? -1 : among.length) : among.indexOf(chosen);
    const next = among[at + by];
    if (next !== undefined) select(next.seq);
  };
  /** The frame nearest in time on the next connection that has one. */
  const stepLane = (by: number) => {
    const lane = timeline.lanes[(selected?.span.lane ?? -by) + by];
    const at = selected?.atNs ?? view.startNs;
    const nearest = lane?.spans.toSorted((a, b) => Math.abs(a.startNs - at) - Math.abs(b.startNs - at))[0];
    if (nearest?.frames[0] !== undefined) select(nearest.frames[0].seq);
  };
  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (key === 'ArrowRight') step(1, timeline.frames);
    else if (key === 'ArrowLeft') step(-1, timeline.frames);
    else if (key === 'ArrowDown') stepLane(1);
    else if (key === 'ArrowUp') stepLane(-1);
    else if (key === 'Home') select(timeline.frames[0]?.seq ?? -1);
    else if (key === 'End') select(timeline.frames.at(-1)?.seq ?? -1);
    else if (key === 'Enter' && pair !== undefined) select(pair.seq);
    else if (key === 'Escape') setUrl({ frame: '' });
    else return false;
    return true;
  };
  const zoom = (factor: number) =>
    setView((now) => zoomViewport(now, factor, selected?.atNs ?? (now.startNs + now.endNs) / 2, whole));
  const length = formatDuration((timeline.endNs - timeline.startNs) / 1e6);
  const connections = new Set(timeline.lanes.map(({ connection }) => connection)).size;

  return (
    <div className="flex flex-col gap-4" data-testid="timeline">
      <Card className="overflow-hidden">
        <CardHeader>
          <div className="min-w-0">
            <CardTitle>
              {countOf(timeline.frames.length, 'frame')}{' '}
              <span className="font-normal text-muted-foreground">
                on {countOf(connections, 'connection')} in {length}
              </span>
            </CardTitle>
            <TimelineLegend timeline={timeline} />
          </div>
          <div className="flex items-center gap-1">
            <span className="mr-1 text-xs tabular-nums text-muted-foreground" data-testid="timeline-span">
              {formatDuration((view.endNs - view.startNs) / 1e6)}
            </span>
            <Button variant="ghost" size="icon-sm" aria-label="Zoom in" onClick={() => zoom(0.5)}>
              <ZoomInIcon />
            </Button>
            <Button variant="ghost" size="icon-sm" aria-label="Zoom out" onClick={() => zoom(2)}>
              <ZoomOutIcon />
            </Button>
            <Button variant="ghost" size="icon-sm" aria-label="Show the whole run" onClick={() => setView(whole)}>
              <MaximizeIcon />
            </Button>
          </div>
        </CardHeader>
        <TimelineOverview timeline={timeline} view={view} onView={setView} />
        <TimelineCanvas
          timeline={timeline}
          view={view}
          onView={setView}
          selected={selected}
          onSelect={select}
          onKey={onKey}
          description={`Timeline of ${formatCount(timeline.frames.length)} frames in ${length}. Arrow keys choose a frame, Enter goes to its answer or request, plus and minus zoom, 0 shows all.`}
        />
        <p className="border-t px-4 py-2 text-xs text-muted-foreground">
          Drag in the strip to choose a stretch, Ctrl + wheel to zoom, drag to move, click a bar to see its frames.
        </p>
      </Card>
      {chosen === undefined || span === undefined ? null : (
        <FramePanel
          runId={run.id}
          frame={chosen}
          span={span}
          place={timeline.frames.indexOf(chosen)}
          count={timeline.frames.length}
          startNs={timeline.startNs}
          onStep={(by) => step(by, timeline.frames)}
          onSelect={select}
        />
      )}
    </div>
  );
}

/** So much that the neighbours can be seen, too. */
function around({ startNs, endNs }: Viewport, whole: Viewport): Viewport {
  const margin = Math.max((endNs - startNs) * 4, (whole.endNs - whole.startNs) / 60);
  return clampViewport({ startNs: startNs - margin, endNs: endNs + margin }, whole);
}

'use client';
import { type PointerEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Timeline } from './build-timeline.ts';
import { clampViewport, type Viewport, zoomViewport } from './viewport.ts';

interface TimelineOverviewProps {
  timeline: Timeline;
  view: Viewport;
  onView(view: Viewport): void;
}

const bins = 160;
const height = 36;
const clickSlack = 0.006;

/** The whole run as one strip: how much went over the wire when. A drag chooses what is shown below, the wheel zooms. */
export function TimelineOverview({ timeline, view, onView }: TimelineOverviewProps) {
  const strip = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { startNs, endNs, frames } = timeline;
  const whole = { startNs, endNs };
  const length = Math.max(1, endNs - startNs);
  const counts = useMemo(() => {
    const found = new Array<number>(bins).fill(0);
    for (const frame of frames) {
      const bin = Math.min(bins - 1, Math.floor(((frame.firstByteNs - startNs) / length) * bins));
      found[bin] = (found[bin] ?? 0) + 1;
    }
    return found;
  }, [frames, startNs, length]);
  const most = Math.max(1, ...counts);
  const shareAt = (clientX: number) => {
    const box = strip.current?.getBoundingClientRect();
    return box === undefined ? 0 : Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 150);
    onView(zoomViewport(view, factor, startNs + shareAt(event.clientX) * length, whole));
  });
  useEffect(() => {
    const element = strip.current;
    const listen = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const press = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = shareAt(event.clientX);
    setDrag({ from: at, to: at });
  };
  const release = () => {
    if (drag === null) return;
    const [left, right] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    setDrag(null);
    if (right - left > clickSlack) {
      onView(clampViewport({ startNs: startNs + left * length, endNs: startNs + right * length }, whole));
      return;
    }
    const half = (view.endNs - view.startNs) / 2;
    const middle = startNs + left * length;
    onView(clampViewport({ startNs: middle - half, endNs: middle + half }, whole));
  };
  const window =
    drag === null
      ? { x: (view.startNs - startNs) / length, width: (view.endNs - view.startNs) / length }
      : { x: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) };

  return (
    <div className="@container border-b">
      <svg
        ref={strip}
        viewBox={`0 0 ${bins} ${height}`}
        preserveAspectRatio="none"
        aria-hidden
        data-testid="timeline-overview"
        onPointerDown={press}
        onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: shareAt(event.clientX) })}
        onPointerUp={release}
        onPointerCancel={() => setDrag(null)}
        className="block h-9 w-[calc(100%-52px)] ml-[52px] cursor-crosshair touch-none bg-muted/40 select-none @min-[560px]:ml-[min(250px,24%)] @min-[560px]:w-[calc(100%-min(250px,24%))]"
      >
        {counts.map((count, bin) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <Bar key={bin} bin={bin} share={count / most} />
        ))}
        <rect
          x={window.x * bins}
          width={Math.max(0.4, window.width * bins)}
          y={0}
          height={height}
          className="fill-primary/12 stroke-primary"
          strokeWidth={1}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </div>
  );
}

/** The square root keeps a quiet minute visible beside a storm. */
function Bar({ bin, share }: { bin: number; share: number }) {
  if (share === 0) return null;
  const tall = Math.max(2, Math.sqrt(share) * (height - 6));
  return <rect x={bin + 0.1} width={0.8} y={height - tall} height={tall} className="fill-primary/55" />;
}

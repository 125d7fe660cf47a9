'use client';
import { useTheme } from 'next-themes';
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Span, Timeline } from './build-timeline.ts';
import {
  drawTimeline,
  gutterOf,
  hitTest,
  laneHeight,
  type Palette,
  readPalette,
  rulerHeight,
  type Scene,
} from './draw-timeline.ts';
import { panViewport, type Viewport, zoomViewport } from './viewport.ts';

interface TimelineCanvasProps {
  timeline: Timeline;
  view: Viewport;
  onView(view: Viewport): void;
  selected: { span: Span; atNs: number } | null;
  onSelect(seq: number): void;
  /** Keys that choose another frame. True when the key was one of them. */
  onKey(event: KeyboardEvent): boolean;
  /** Read to whoever cannot see the picture. */
  description: string;
}

const maxHeight = 400;
const clickSlackPx = 4;

/** Bars by connection over time. Ctrl and the wheel zoom, shift and the wheel or dragging pan, a click chooses a frame. */
export function TimelineCanvas({
  timeline,
  view,
  onView,
  selected,
  onSelect,
  onKey,
  description,
}: TimelineCanvasProps) {
  const scroller = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const [palette, setPalette] = useState<Palette | null>(null);
  const { resolvedTheme } = useTheme();
  const height = Math.min(maxHeight, rulerHeight + timeline.lanes.length * laneHeight + 4);
  const gutter = gutterOf(width);
  const whole = { startNs: timeline.startNs, endNs: timeline.endNs };
  const sceneOf = (colours: Palette): Scene => {
    const font = `11px ${getComputedStyle(scroller.current ?? document.body).fontFamily}`;
    return { timeline, view, palette: colours, width, height, gutter, scrollTop, selected, font };
  };

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The class on the root changes with the theme, and with it every colour.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (scroller.current !== null && resolvedTheme !== undefined) setPalette(readPalette(scroller.current));
    });
    return () => cancelAnimationFrame(frame);
  }, [resolvedTheme]);

  const draw = useEffectEvent(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null || palette === null || width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== pixelWidth || element.height !== pixelHeight) {
      element.width = pixelWidth;
      element.height = pixelHeight;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeline(context, sceneOf(palette));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: all of these are in the picture
  useEffect(() => {
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [timeline, view, width, height, scrollTop, selected, palette]);

  // What is chosen by key must not stay below the edge.
  const chosenLane = selected?.span.lane;
  useEffect(() => {
    const element = scroller.current;
    if (element === null || chosenLane === undefined) return;
    const top = chosenLane * laneHeight;
    const room = element.clientHeight - rulerHeight - laneHeight;
    if (top < element.scrollTop || top > element.scrollTop + room) element.scrollTop = Math.max(0, top - room / 2);
  }, [chosenLane]);

  const nsAt = (x: number) => view.startNs + ((x - gutter) / Math.max(1, width - gutter)) * (view.endNs - view.startNs);
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      const box = scroller.current?.getBoundingClientRect();
      const at = nsAt(Math.max(gutter, event.clientX - (box?.left ?? 0)));
      onView(zoomViewport(view, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 150), at, whole));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      onView(panViewport(view, (sideways / Math.max(1, width - gutter)) * (view.endNs - view.startNs), whole));
    }
  });
  // React listens passively, and the page would zoom or go back instead.
  useEffect(() => {
    const element = scroller.current;
    const listen = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const drag = useRef<{ x: number; y: number; moved: boolean; view: Viewport; top: number } | null>(null);
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    drag.current = { x: event.clientX, y: event.clientY, moved: false, view, top: scrollTop };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current;
    if (from === null) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < clickSlackPx) return;
    from.moved = true;
    const span = from.view.endNs - from.view.startNs;
    onView(panViewport(from.view, (-dx / Math.max(1, width - gutter)) * span, whole));
    if (scroller.current !== null) scroller.current.scrollTop = from.top - dy;
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current;
    drag.current = null;
    if (from === null || from.moved || palette === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const hit = hitTest(sceneOf(palette), event.clientX - box.left, event.clientY - box.top);
    if (hit !== null) onSelect(hit.seq);
  };
  const key = (event: KeyboardEvent) => {
    const middle = selected?.atNs ?? (view.startNs + view.endNs) / 2;
    if (event.key === '+' || event.key === '=') onView(zoomViewport(view, 0.6, middle, whole));
    else if (event.key === '-') onView(zoomViewport(view, 1 / 0.6, middle, whole));
    else if (event.key === '0') onView(whole);
    else if (!onKey(event)) return;
    event.preventDefault();
  };

  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys choose frames and zoom
      tabIndex={0}
      aria-roledescription="timeline"
      aria-label={description}
      data-testid="timeline-canvas"
      data-start-ns={Math.round(view.startNs)}
      data-end-ns={Math.round(view.endNs)}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onKeyDown={key}
      style={{ height }}
      className="relative cursor-grab touch-pan-y overflow-x-hidden overflow-y-auto outline-ring select-none focus-visible:outline-2 focus-visible:-outline-offset-2 active:cursor-grabbing"
    >
      <canvas ref={canvas} aria-hidden className="sticky top-0 block" style={{ width, height }} />
      <div aria-hidden style={{ height: timeline.lanes.length * laneHeight + rulerHeight + 4 - height }} />
    </section>
  );
}

import type { Span, SpanKind, Timeline } from './build-timeline.ts';
import { timeTicks, type Viewport } from './viewport.ts';

export const laneHeight = 22;
export const rulerHeight = 24;
/** As `timeline-overview.tsx` leaves it free, so that one stands above the other. */
export function gutterOf(width: number): number {
  return width < 560 ? 52 : Math.min(250, width * 0.24);
}

const barHeight = 14;
const minBarWidth = 2.5;
/** A bar at least this wide has room for its name. */
const labelWidth = 46;

/** Colours of the theme, resolved: a canvas knows no CSS variables. */
export interface Palette {
  text: string;
  quiet: string;
  line: string;
  stripe: string;
  card: string;
  accent: string;
  bad: string;
  kinds: Record<SpanKind, string>;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color('foreground'),
    quiet: color('muted-foreground'),
    line: color('border'),
    stripe: color('muted'),
    card: color('card'),
    accent: color('primary'),
    bad: color('bad'),
    kinds: {
      call: color('primary'),
      asked: color('caution'),
      http: color('series-8'),
      notification: color('notice'),
      stderr: color('odd'),
      process: color('muted-foreground'),
      stray: color('bad'),
    },
  };
}

export interface Scene {
  timeline: Timeline;
  view: Viewport;
  palette: Palette;
  width: number;
  height: number;
  gutter: number;
  /** Pixels of lanes that are scrolled away above. */
  scrollTop: number;
  selected: { span: Span; atNs: number } | null;
  font: string;
}

function xOf(ns: number, { view, width, gutter }: Pick<Scene, 'view' | 'width' | 'gutter'>): number {
  return gutter + ((ns - view.startNs) / (view.endNs - view.startNs)) * (width - gutter);
}

/** All that is in view, and nothing else: what is past the edges costs nothing. */
export function drawTimeline(context: CanvasRenderingContext2D, scene: Scene): void {
  const { palette, width, height, gutter, timeline, scrollTop, view } = scene;
  context.clearRect(0, 0, width, height);
  context.font = scene.font;
  context.textBaseline = 'middle';
  const firstLane = Math.max(0, Math.floor(scrollTop / laneHeight));
  const lastLane = Math.min(timeline.lanes.length - 1, Math.ceil((scrollTop + height - rulerHeight) / laneHeight));
  const ticks = timeTicks(view, timeline.startNs, (width - gutter) / 90);
  context.fillStyle = palette.line;
  for (const { atNs } of ticks) context.fillRect(Math.round(xOf(atNs, scene)), rulerHeight, 1, height);

  context.save();
  context.beginPath();
  context.rect(gutter, rulerHeight, width - gutter, height - rulerHeight);
  context.clip();
  for (let lane = firstLane; lane <= lastLane; lane++) drawLane(context, scene, lane);
  drawCursor(context, scene);
  context.restore();

  for (let lane = firstLane; lane <= lastLane; lane++) drawLaneLabel(context, scene, lane);
  context.fillStyle = palette.card;
  context.fillRect(0, 0, width, rulerHeight);
  context.fillStyle = palette.line;
  context.fillRect(0, rulerHeight - 1, width, 1);
  context.fillRect(gutter - 1, rulerHeight, 1, height);
  context.fillStyle = palette.quiet;
  for (const { atNs, label } of ticks) {
    const x = xOf(atNs, scene);
    if (x >= gutter && x + 24 < width) context.fillText(label, x + 4, rulerHeight / 2);
  }
}

const yOf = (lane: number, scrollTop: number): number => rulerHeight + lane * laneHeight - scrollTop;

function drawLane(context: CanvasRenderingContext2D, scene: Scene, index: number): void {
  const { timeline, palette, scrollTop, view, width, gutter, selected } = scene;
  const lane = timeline.lanes[index];
  if (lane === undefined) return;
  const y = yOf(index, scrollTop);
  if (lane.label !== null) {
    context.globalAlpha = 1;
    context.fillStyle = palette.line;
    context.fillRect(gutter, y, width - gutter, 1);
  }
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const span of lane.spans) {
    if (span.startNs > view.endNs) break;
    if (span.endNs < view.startNs) continue;
    const x = xOf(span.startNs, scene);
    const right = Math.max(xOf(span.endNs, scene), x + minBarWidth);
    // Thousands of bars within one pixel are one bar.
    if (right <= drawnTo && span !== selected?.span) continue;
    drawnTo = right;
    drawBar(context, scene, span, Math.max(x, gutter - 4), right, y + (laneHeight - barHeight) / 2);
  }
}

function drawBar(
  context: CanvasRenderingContext2D,
  scene: Scene,
  span: Span,
  x: number,
  right: number,
  y: number,
): void {
  const { palette, selected } = scene;
  const color = span.bad ? palette.bad : palette.kinds[span.kind];
  const width = right - x;
  const isSelected = selected?.span === span;
  context.globalAlpha = span.kind === 'http' ? 0.55 : 1;
  context.fillStyle = color;
  context.strokeStyle = color;
  context.beginPath();
  context.roundRect(x, y, width, barHeight, Math.min(3, width / 2));
  if (span.open && span.frames.length === 1) {
    // Nobody answered: an outline without a filling.
    context.lineWidth = 1.5;
    context.stroke();
  } else context.fill();
  context.globalAlpha = 1;
  if (isSelected) {
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(x - 2, y - 2, width + 4, barHeight + 4, 4);
    context.stroke();
  }
  if (width < labelWidth) return;
  context.save();
  context.beginPath();
  context.rect(x, y, width - 3, barHeight);
  context.clip();
  context.fillStyle = span.open && span.frames.length === 1 ? palette.text : palette.card;
  context.fillText(span.label, x + 5, y + barHeight / 2 + 0.5);
  context.restore();
}

function drawCursor(context: CanvasRenderingContext2D, scene: Scene): void {
  if (scene.selected === null) return;
  context.globalAlpha = 0.55;
  context.fillStyle = scene.palette.text;
  context.fillRect(Math.round(xOf(scene.selected.atNs, scene)), rulerHeight, 1, scene.height);
  context.globalAlpha = 1;
}

function drawLaneLabel(context: CanvasRenderingContext2D, scene: Scene, index: number): void {
  const { timeline, palette, gutter, scrollTop } = scene;
  const lane = timeline.lanes[index];
  const y = yOf(index, scrollTop);
  context.fillStyle = palette.card;
  context.fillRect(0, y, gutter - 1, laneHeight);
  if (lane === undefined || lane.label === null) return;
  context.fillStyle = palette.line;
  context.fillRect(0, y, gutter - 1, 1);
  context.save();
  context.beginPath();
  context.rect(0, y, gutter - 8, laneHeight);
  context.clip();
  context.fillStyle = palette.text;
  context.fillText(lane.label, 10, y + laneHeight / 2 + 0.5);
  context.fillStyle = palette.quiet;
  context.fillText(lane.detail, 46, y + laneHeight / 2 + 0.5);
  context.restore();
}

/** What is under a point of the canvas: the narrowest bar, and of a pair the frame that is nearer. */
export function hitTest(scene: Scene, x: number, y: number): { span: Span; seq: number } | null {
  const { timeline, gutter, scrollTop } = scene;
  if (x < gutter || y < rulerHeight) return null;
  const lane = timeline.lanes[Math.floor((y - rulerHeight + scrollTop) / laneHeight)];
  const near = 4;
  const under = (lane?.spans ?? [])
    .map((span) => ({
      span,
      left: xOf(span.startNs, scene),
      right: Math.max(xOf(span.endNs, scene), xOf(span.startNs, scene) + minBarWidth),
    }))
    .filter(({ left, right }) => x >= left - near && x <= right + near)
    .sort((a, b) => a.right - a.left - (b.right - b.left));
  const [best] = under;
  const first = best?.span.frames[0];
  if (best === undefined || first === undefined) return null;
  const last = best.span.frames.at(-1) ?? first;
  const wide = best.right - best.left > 12;
  return { span: best.span, seq: wide && x > (best.left + best.right) / 2 ? last.seq : first.seq };
}

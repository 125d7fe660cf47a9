/** The stretch of time that is shown, nanoseconds. */
export interface Viewport {
  startNs: number;
  endNs: number;
}

/** Below this nothing is to be seen: frames are microseconds apart at best. */
const minSpanNs = 20_000;

/** Within the whole, as wide as asked where there is room. */
export function clampViewport({ startNs, endNs }: Viewport, whole: Viewport): Viewport {
  const full = Math.max(whole.endNs - whole.startNs, minSpanNs);
  const span = Math.min(Math.max(endNs - startNs, minSpanNs), full);
  const start = Math.min(Math.max(startNs, whole.startNs), whole.startNs + full - span);
  return { startNs: start, endNs: start + span };
}

/** `factor` below 1 shows less time; what is at `atNs` stays where it is. */
export function zoomViewport(view: Viewport, factor: number, atNs: number, whole: Viewport): Viewport {
  const startNs = atNs - (atNs - view.startNs) * factor;
  return clampViewport({ startNs, endNs: startNs + (view.endNs - view.startNs) * factor }, whole);
}

export function panViewport(view: Viewport, byNs: number, whole: Viewport): Viewport {
  return clampViewport({ startNs: view.startNs + byNs, endNs: view.endNs + byNs }, whole);
}

/** The same width, moved just so far that the stretch from `startNs` to `endNs` can be seen, and narrower where that is too small. */
export function revealInViewport(view: Viewport, startNs: number, endNs: number, whole: Viewport): Viewport {
  const span = view.endNs - view.startNs;
  if (startNs >= view.startNs && endNs <= view.endNs) return view;
  const middle = (startNs + endNs) / 2;
  const width = Math.max(span, (endNs - startNs) * 1.2);
  return clampViewport({ startNs: middle - width / 2, endNs: middle + width / 2 }, whole);
}

/** Round times within the view, at most `count` or so, and how to write them. */
export function timeTicks(
  { startNs, endNs }: Viewport,
  zeroNs: number,
  count: number,
): { atNs: number; label: string }[] {
  const rough = (endNs - startNs) / Math.max(count, 1);
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step =
    [1, 2, 5, 10].map((times) => times * magnitude).find((candidate) => candidate >= rough) ?? magnitude * 10;
  const ticks: { atNs: number; label: string }[] = [];
  for (let index = Math.ceil((startNs - zeroNs) / step); ; index++) {
    const atNs = zeroNs + index * step;
    if (atNs > endNs) return ticks;
    ticks.push({ atNs, label: formatOffset(index * step, step) });
  }
}

/** As many digits as tell one tick from the next. */
function formatOffset(ns: number, stepNs: number): string {
  const [unit, scale] = stepNs >= 1e8 ? ['s', 1e9] : stepNs >= 1e5 ? ['ms', 1e6] : ['µs', 1e3];
  const digits = Math.max(0, -Math.floor(Math.log10(stepNs / Number(scale))));
  return `${(ns / Number(scale)).toFixed(Math.min(digits, 3))} ${unit}`;
}

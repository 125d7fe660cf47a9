import type { LoadReport, LoadTick } from '@mcp-lab/contracts';
import { formatQuantity } from '../../load/format-quantity.ts';

const width = 760;
const height = 150;
const left = 64;
const right = 8;
const top = 8;
const bottom = 18;

interface Series {
  name: string;
  /** Any colour that is told from the others on light and on dark. */
  colour: string;
  of: (tick: LoadTick, before: LoadTick | undefined) => number | null;
}

/** Latency, rate and the server's own use over one time axis, as SVG. */
export function loadChart({ ticks }: LoadReport): string[] {
  if (ticks.length < 2) return [];
  // The last tick is a part of a second.
  const perSecond = (count: number, { atMs }: LoadTick, before: LoadTick | undefined) =>
    (count / Math.max(1, atMs - (before?.atMs ?? 0))) * 1000;
  return [
    drawChart('Latency', 'ms', ticks, [
      { name: 'p50', colour: '#2f9e6e', of: (tick) => tick.latencyMs.p50 },
      { name: 'p95', colour: '#d98a1f', of: (tick) => tick.latencyMs.p95 },
      { name: 'p99', colour: '#d1453b', of: (tick) => tick.latencyMs.p99 },
    ]),
    drawChart('Calls per second', '/s', ticks, [
      { name: 'answered', colour: '#3b82d1', of: (tick, before) => perSecond(tick.calls, tick, before) },
      {
        name: 'failed',
        colour: '#d1453b',
        of: (tick, before) => perSecond(tick.calls - tick.outcomes.ok, tick, before),
      },
      { name: 'asked for', colour: '#8a8f98', of: (tick) => tick.targetRate },
    ]),
    drawChart('Memory of the server', 'bytes', ticks, [
      { name: 'RSS', colour: '#8b5cc2', of: (tick) => tick.serverRssBytes },
    ]),
  ].filter((chart) => chart !== '');
}

function drawChart(title: string, unit: string, ticks: readonly LoadTick[], series: readonly Series[]): string {
  const drawn = series
    .map(({ name, colour, of }) => ({ name, colour, values: ticks.map((tick, index) => of(tick, ticks[index - 1])) }))
    .filter(({ values }) => values.some((value) => value !== null));
  const most = drawn.reduce(
    (high, { values }) => values.reduce<number>((top, value) => Math.max(top, value ?? 0), high),
    0,
  );
  if (drawn.length === 0 || most <= 0) return '';
  const begin = ticks[0]?.atMs ?? 0;
  const end = Math.max(begin + 1, ticks.at(-1)?.atMs ?? 0);
  const x = (atMs: number) => left + ((atMs - begin) / (end - begin)) * (width - left - right);
  const y = (value: number) => height - bottom - (value / most) * (height - top - bottom);
  const lines = drawn.map(({ colour, values }) => {
    const path = pathOf(
      ticks.map((tick, index) => [x(tick.atMs), values[index] ?? null]),
      y,
    );
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
  });
  const legend = drawn.map(({ name, colour }, index) => {
    const at = left + 150 + index * 90;
    return `<rect x="${at}" y="1" width="8" height="8" fill="${colour}"/><text x="${at + 12}" y="9" ${small}>${name}</text>`;
  });
  const label = (text: string, atY: number) =>
    `<text x="${left - 4}" y="${atY}" text-anchor="end" ${small}>${text}</text>`;
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="100%" role="img" aria-label="${title} over time">`,
    `<text x="${left}" y="9" ${small}>${title}</text>`,
    ...legend,
    `<path d="M${left} ${top + 4}V${height - bottom}H${width - right}" fill="none" stroke="#8a8f98" stroke-width="1"/>`,
    label(formatQuantity(most, unit), top + 10),
    label('0', height - bottom),
    `<text x="${left}" y="${height - 4}" ${small}>${formatQuantity(Math.round(begin / 1000), 's')}</text>`,
    `<text x="${width - right}" y="${height - 4}" text-anchor="end" ${small}>${formatQuantity(Math.round(end / 1000), 's')}</text>`,
    ...lines,
    '</svg>',
  ].join('');
}

const small = 'font-size="10" fill="currentColor"';

/** A gap where nothing was measured. */
function pathOf(points: readonly (readonly [x: number, value: number | null])[], y: (value: number) => number): string {
  let isDown = false;
  let path = '';
  for (const [x, value] of points) {
    if (value !== null) path += `${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = value !== null;
  }
  return path;
}

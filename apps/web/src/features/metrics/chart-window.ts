/** How far back a chart looks, with the step that gives it about 120 points. */
export const chartWindows = [
  { value: '15m', label: '15 m', spanMs: 15 * 60_000, stepMs: 10_000 },
  { value: '1h', label: '1 h', spanMs: 60 * 60_000, stepMs: 30_000 },
  { value: '6h', label: '6 h', spanMs: 6 * 60 * 60_000, stepMs: 180_000 },
  { value: '24h', label: '24 h', spanMs: 24 * 60 * 60_000, stepMs: 720_000 },
] as const;

export type ChartWindow = (typeof chartWindows)[number];
export const defaultChartWindow: ChartWindow = chartWindows[0];

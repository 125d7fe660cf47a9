import type { LoadTick, OutcomeCounts } from '@mcp-lab/contracts';

/** One second as charts want it; null where nothing was measured, so that a line breaks there. */
export interface TickRow {
  /** Seconds since the run began, at the end of the tick. */
  second: number;
  warmUp: boolean;
  rate: number;
  targetRate: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  failed: number;
  dropped: number;
  inFlight: number;
  vus: number;
  serverCpu: number | null;
  serverRssMiB: number | null;
  openFiles: number | null;
  threads: number | null;
  generatorCpu: number | null;
  sendLag: number | null;
}

const mebibyte = 2 ** 20;

function failuresOf(outcomes: OutcomeCounts): number {
  const { ok, ...rest } = outcomes;
  return Object.values(rest).reduce((sum, count) => sum + count, 0);
}

/**
 * A run seldom ends with a whole second: a sliver of less than half a tick at its end is left out, since a few calls in a
 * few milliseconds draw a fall that was none. The report has them counted.
 */
export function toTickRows(ticks: readonly LoadTick[], tickSeconds: number): TickRow[] {
  const last = ticks.at(-1);
  const before = ticks.at(-2);
  const isSliver = last !== undefined && before !== undefined && last.atMs - before.atMs < tickSeconds * 500;
  return (isSliver ? ticks.slice(0, -1) : ticks).map((tick) => ({
    second: tick.atMs / 1000,
    warmUp: tick.phase === 'warm-up',
    rate: tick.calls / tickSeconds,
    targetRate: tick.targetRate,
    p50: tick.latencyMs.p50,
    p95: tick.latencyMs.p95,
    p99: tick.latencyMs.p99,
    max: tick.latencyMs.max,
    failed: failuresOf(tick.outcomes),
    dropped: tick.dropped,
    inFlight: tick.inFlight,
    vus: tick.vus,
    serverCpu: tick.serverCpuPercent,
    serverRssMiB: tick.serverRssBytes === null ? null : tick.serverRssBytes / mebibyte,
    openFiles: tick.serverOpenFiles,
    threads: tick.serverThreads,
    generatorCpu: tick.generatorCpuPercent,
    sendLag: tick.sendLagP99Ms,
  }));
}

/** The last second of the warm-up, null without one. */
export function warmUpEnd(rows: readonly TickRow[]): number | null {
  return rows.findLast((row) => row.warmUp)?.second ?? null;
}

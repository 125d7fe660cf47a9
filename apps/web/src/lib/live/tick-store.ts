import type { LoadTick } from '@mcp-lab/contracts';
import { create } from 'zustand';

interface TickState {
  /** Run id to its seconds in order, of the runs that are open in this page. */
  byRun: Record<string, readonly LoadTick[]>;
}

/** An hour: what the lab keeps of a run that goes on. */
const maxTicks = 3_600;

export const useLiveTicks = create<TickState>(() => ({ byRun: {} }));

/** Keeps what arrives for this run until the returned function is called. */
export function watchRunTicks(runId: string): () => void {
  useLiveTicks.setState(({ byRun }) => ({ byRun: { ...byRun, [runId]: byRun[runId] ?? [] } }));
  return () =>
    useLiveTicks.setState(({ byRun }) => {
      const { [runId]: _, ...others } = byRun;
      return { byRun: others };
    });
}

export function addRunTicks(arrived: readonly { runId: string; tick: LoadTick }[]): void {
  useLiveTicks.setState(({ byRun }) => {
    const next = { ...byRun };
    for (const { runId, tick } of arrived) {
      const known = next[runId];
      if (known !== undefined) next[runId] = mergeTicks(known, [tick]).slice(-maxTicks);
    }
    return { byRun: next };
  });
}

/** Both, each second once, in order; of two for one second the later wins. */
export function mergeTicks(stored: readonly LoadTick[], live: readonly LoadTick[]): LoadTick[] {
  const newest = stored.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  if (live.every((tick) => tick.atMs > newest)) return [...stored, ...live];
  const byTime = new Map(stored.map((tick) => [tick.atMs, tick]));
  for (const tick of live) byTime.set(tick.atMs, tick);
  return [...byTime.values()].toSorted((a, b) => a.atMs - b.atMs);
}

import type { ChaosTick, LoadTick } from '@mcp-lab/contracts';
import { create } from 'zustand';

export interface Tick {
  /** Milliseconds since the run began. */
  atMs: number;
}

interface TickState<T extends Tick> {
  /** Run id to its seconds in order, of the runs that are open in this page. */
  byRun: Record<string, readonly T[]>;
}

/** An hour: what the lab keeps of a run that goes on. */
const maxTicks = 3_600;

export type TickStore<T extends Tick> = ReturnType<typeof createTickStore<T>>;

/** Seconds of runs as they arrive, of the runs that somebody watches. */
function createTickStore<T extends Tick>() {
  const useTicks = create<TickState<T>>(() => ({ byRun: {} }));
  return {
    useTicks,
    /** Keeps what arrives for this run until the returned function is called. */
    watch(runId: string): () => void {
      useTicks.setState(({ byRun }) => ({ byRun: { ...byRun, [runId]: byRun[runId] ?? [] } }));
      return () =>
        useTicks.setState(({ byRun }) => {
          const { [runId]: _, ...others } = byRun;
          return { byRun: others };
        });
    },
    add(arrived: readonly { runId: string; tick: T }[]): void {
      if (arrived.length === 0) return;
      useTicks.setState(({ byRun }) => {
        const next = { ...byRun };
        for (const { runId, tick } of arrived) {
          const known = next[runId];
          if (known !== undefined) next[runId] = mergeTicks(known, [tick]).slice(-maxTicks);
        }
        return { byRun: next };
      });
    },
  };
}

export const loadTicks = createTickStore<LoadTick>();
export const chaosTicks = createTickStore<ChaosTick>();

/** Both, each second once, in order; of two for one second the later wins. */
export function mergeTicks<T extends Tick>(stored: readonly T[], live: readonly T[]): T[] {
  const newest = stored.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  if (live.every((tick) => tick.atMs > newest)) return [...stored, ...live];
  const byTime = new Map(stored.map((tick) => [tick.atMs, tick]));
  for (const tick of live) byTime.set(tick.atMs, tick);
  return [...byTime.values()].toSorted((a, b) => a.atMs - b.atMs);
}

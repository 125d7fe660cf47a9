import type { Result } from '@mcp-lab/contracts';
import { create } from 'zustand';

interface ResultState {
  /** Run id to result id to result, of the runs that are open in this page. */
  byRun: Record<string, Record<string, Result>>;
}

export const useLiveResults = create<ResultState>(() => ({ byRun: {} }));

/** Keeps what arrives for this run until the returned function is called. */
export function watchRunResults(runId: string): () => void {
  useLiveResults.setState(({ byRun }) => ({ byRun: { ...byRun, [runId]: byRun[runId] ?? {} } }));
  return () =>
    useLiveResults.setState(({ byRun }) => {
      const { [runId]: _, ...others } = byRun;
      return { byRun: others };
    });
}

export function addRunResults(results: readonly Result[]): void {
  useLiveResults.setState(({ byRun }) => {
    const next = { ...byRun };
    for (const result of results) {
      const known = next[result.runId];
      if (known !== undefined) next[result.runId] = { ...known, [result.id]: result };
    }
    return { byRun: next };
  });
}

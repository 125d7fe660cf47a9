import type { Result } from '../run/result.ts';
import { compareWeight } from './summarise-run.ts';

/** Results of one check that say the same, at all their revisions: read as one finding. */
export function groupResults(results: readonly Result[]): [Result, ...Result[]][] {
  const ranked = results.toSorted(compareWeight);
  const groups = Map.groupBy(ranked, ({ checkId, verdict, level }) => `${checkId} ${verdict} ${level}`);
  return [...groups.values()].map(([first, ...rest]) => [first as Result, ...rest]);
}

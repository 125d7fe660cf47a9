import type { ResultLabel } from '@mcp-lab/contracts';
import type { Verdict } from '../check/check.ts';

/** How one run judged a case. */
export interface HistoryEntry {
  runId: string;
  /** Epoch milliseconds. */
  at: number;
  verdict: Verdict;
}

/** So many changes between good and bad are no repair and no breakage any more. */
const changesOfFlaky = 2;
/** A row of failures this long is a breakage even of a case that used to be flaky. */
const rowOfBroken = 3;

/**
 * What the runs of a case say together, the newest being the one that is labelled. `flaky-in-history`: it changed
 * between passing and failing at least twice, or it passed only on a retry before. `broken-since`: it fails now and has
 * since the run that is named. Runs that gave no verdict say nothing. Runs of the same
 * moment are taken in the order given.
 */
export function labelHistory(history: readonly HistoryEntry[]): ResultLabel[] {
  const judged = history
    .filter(({ verdict }) => verdict === 'pass' || verdict === 'fail' || verdict === 'warn')
    .toSorted((left, right) => left.at - right.at);
  const failed = judged.map(({ verdict }) => verdict === 'fail');
  const changes = failed.filter((now, index) => index > 0 && now !== failed[index - 1]).length;
  const wobbled = judged.slice(0, -1).some(({ verdict }) => verdict === 'warn');
  const isFlaky = changes >= changesOfFlaky || wobbled;
  const labels: ResultLabel[] = [];
  if (isFlaky) {
    labels.push({ kind: 'flaky-in-history', runs: judged.length, failures: failed.filter(Boolean).length });
  }
  const lastGood = failed.lastIndexOf(false);
  const row = judged.length - 1 - lastGood;
  const first = judged[lastGood + 1];
  if (first !== undefined && row > 0 && (!isFlaky || row >= rowOfBroken)) {
    labels.push({ kind: 'broken-since', runId: first.runId, at: first.at });
  }
  return labels;
}

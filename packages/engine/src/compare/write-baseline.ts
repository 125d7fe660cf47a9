import type { Baseline, BaselineEntry } from '@mcp-lab/contracts';
import { escapePeerText } from '../report/escape-peer-text.ts';
import type { RunDocument } from '../run/run-document.ts';
import { applyBaseline } from './apply-baseline.ts';
import { isFinding } from './is-finding.ts';

/**
 * A baseline that accepts every finding of a run. What an earlier one says of a finding stays, and so do its entries
 * that this run could not verify; its stale entries go. The same run gives the same text. `today` as YYYY-MM-DD.
 */
export function writeBaseline(
  run: Pick<RunDocument, 'results' | 'notRun'>,
  today: string,
  earlier: Baseline = { accept: [] },
): Baseline {
  const known = applyBaseline(run, earlier, today);
  const kept = earlier.accept.filter(
    (entry) => known.unverified.includes(entry) || [...known.accepted.values()].includes(entry),
  );
  const added = run.results
    .filter(({ id, verdict }) => isFinding(verdict) && !known.accepted.has(id))
    .map(
      ({ checkId, revision, transport, reason }): BaselineEntry => ({
        check: checkId,
        revision,
        transport,
        reason: `accepted on ${today} as it was: ${escapePeerText(reason, { maxLength: 300 })}`,
      }),
    );
  const keyOf = (entry: BaselineEntry) => `${entry.check} ${entry.revision ?? ''} ${entry.transport ?? ''}`;
  return { accept: [...kept, ...added].toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)) };
}

import type { LoadReport } from '@mcp-lab/contracts';
import { type LoadSettings, runLoad } from '../load/run-load.ts';
import type { RunDocument } from '../run/run-document.ts';
import { planOrder, type Side } from './plan-order.ts';

export interface InterleavedRun {
  side: Side;
  /** From 1; 0 is the pair that warms everything up and is not counted. */
  pair: number;
  document: RunDocument;
}

export interface InterleavedSettings {
  /** Two servers, or one server in two configurations. Seed and signal of each are those of the whole. */
  base: LoadSettings;
  head: LoadSettings;
  /** Counted pairs. */
  pairs: number;
  seed: number;
  signal?: AbortSignal;
  /** After each run, the uncounted ones too. */
  onRun?: (run: InterleavedRun) => void;
}

export interface InterleavedRuns {
  /** The same place in both is one pair. */
  base: LoadReport[];
  head: LoadReport[];
  /** Why it ended before its time. Pairs that were whole by then stand. */
  endedEarly: { side: Side; pair: number; reason: string; cancelled: boolean; unreachable: boolean } | null;
}

/**
 * Puts the same load on two servers in turn, one run at a time, so that whatever else changes on the machine meets both.
 * A first pair warms up and is left out. In every two pairs each side goes first once, drawn by the seed. Both runs of a pair
 * have one seed, so they make the same calls. Ends at the first run that measured nothing. Never rejects because of a server.
 */
export async function runInterleaved(settings: InterleavedSettings): Promise<InterleavedRuns> {
  const done: InterleavedRuns = { base: [], head: [], endedEarly: null };
  const order = [...planOrder(1, settings.seed), ...planOrder(settings.pairs, settings.seed)];
  for (const [pair, sides] of order.entries()) {
    const reports = new Map<Side, LoadReport>();
    for (const side of sides) {
      const document = await runLoad({
        ...settings[side],
        seed: (settings.seed + pair) >>> 0,
        signal: settings.signal,
      });
      settings.onRun?.({ side, pair, document });
      // A run that was cut off measured something else than its partner.
      if (document.load === undefined || document.summary.cancelled) {
        const { reason, cancelled, outcome } = document.summary;
        const said = reason ?? 'the run measured nothing';
        return { ...done, endedEarly: { side, pair, reason: said, cancelled, unreachable: outcome === 'unreachable' } };
      }
      reports.set(side, document.load);
    }
    const [base, head] = [reports.get('base'), reports.get('head')];
    if (pair === 0 || base === undefined || head === undefined) continue;
    done.base.push(base);
    done.head.push(head);
  }
  return done;
}

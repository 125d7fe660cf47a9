import type { LoadReport, Run } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { insertPoints, type MetricPoint } from '../metrics/insert-points.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { labelResults } from './label-results.ts';
import { packLoadReport, storeLoadReport } from './load-reports.ts';
import { packHead, type RunHead, storeHead } from './run-head.ts';
import { type HeldRun, holdRun } from './run-lease.ts';
import { deleteRunTicks } from './run-ticks.ts';

export interface RunEnd extends HeldRun {
  /** From the summary of the run document. */
  outcome: NonNullable<Run['outcome']>;
  reason: string | null;
  hint: string | null;
  cancelled: boolean;
  profile: Run['profile'];
  /** Frames the wire and the store kept out before they reached `appendTranscriptChunk`. */
  droppedFrames: number;
  /** The document, results and frames apart; null where the one who executed it did not come to write it. */
  head: RunHead | null;
  /** What a load or soak run measured, as far as it came. */
  load?: LoadReport | null;
}

/** Ends a run with what it found; the results are stored before. Throws LostLeaseError. */
export async function finishRun(context: LabContext, end: RunEnd): Promise<Run> {
  const document = end.head === null ? null : await packHead(end.head);
  const load = end.load ? await packLoadReport(end.runId, end.load) : null;
  return transact(asLab(context), async (unit) => {
    const row = await holdRun(context, unit.db, end);
    if (document !== null) await storeHead(unit.db, row.id, document);
    if (end.head?.chaos !== undefined) await deleteRunTicks(unit.db, row.id);
    if (load !== null) await storeLoadReport(unit.db, load);
    const finishedAt = context.now();
    const run = await changeRun(unit, row.id, {
      status: end.cancelled ? 'cancelled' : 'completed',
      outcome: end.cancelled ? null : end.outcome,
      reason: end.reason === null ? null : readableText(end.reason, 4_000),
      hint: end.hint === null ? null : readableText(end.hint, 4_000),
      profile: end.profile === null ? row.profile : JSON.stringify(end.profile),
      dropped_frames: row.dropped_frames + end.droppedFrames,
      progress_total: end.cancelled ? row.progress_total : row.progress_done,
      lease_until: null,
      finished_at: finishedAt,
    });
    if (row.kind === 'functional' && !end.cancelled) await labelResults(unit, row);
    if (!end.cancelled) await insertPoints(context, unit.db, pointsOf(run, end.load ?? null, finishedAt));
    return run;
  });
}

function pointsOf(run: Run, load: LoadReport | null, ts: number): MetricPoint[] {
  const { pass, fail, warn } = run.counts;
  const judged = pass + fail + warn;
  const samples = [
    { name: 'run.duration_ms', unit: 'ms', value: ts - (run.startedAt ?? ts) },
    ...(judged === 0 ? [] : [{ name: 'run.pass_ratio', unit: '', value: pass / judged }]),
  ];
  const common = { serverId: run.serverId, ts };
  const ofRun = samples.map((sample) => ({ ...sample, ...common, labels: { kind: run.kind } }));
  return [...ofRun, ...loadPointsOf(run, load).map((point) => ({ ...point, ...common }))];
}

/** Of a run whose generator was not itself the bottleneck. */
function loadPointsOf(run: Run, load: LoadReport | null): Omit<MetricPoint, 'serverId' | 'ts'>[] {
  if (load === null || !load.generator.valid || run.benchmarkId === null) return [];
  const { latencyMs, rate, failedRatio } = load.total;
  const samples = [
    { name: 'benchmark.p50_ms', unit: 'ms', value: latencyMs.p50 },
    { name: 'benchmark.p95_ms', unit: 'ms', value: latencyMs.p95 },
    { name: 'benchmark.p99_ms', unit: 'ms', value: latencyMs.p99 },
    { name: 'benchmark.rate', unit: 'calls/s', value: rate },
    { name: 'benchmark.failed_ratio', unit: '', value: failedRatio },
    { name: 'benchmark.knee_rate', unit: 'calls/s', value: load.knee?.rate ?? null },
  ];
  const labels = { benchmark: run.benchmarkId };
  return samples.flatMap(({ value, ...sample }) => (value === null ? [] : [{ ...sample, value, labels }]));
}

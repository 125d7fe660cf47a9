import type { ChaosPhase } from '@mcp-lab/contracts';
import { MeasuredSet } from '../load/record/measured-set.ts';
import { judgeThreshold } from '../load/thresholds/judge-threshold.ts';
import { type ParsedThreshold, parseThreshold } from '../load/thresholds/parse-threshold.ts';
import { splitObjective } from '../load/thresholds/split-objective.ts';
import type { CallRecord } from './call-record.ts';

/** What has to be true of a stretch of the load. */
export type Hypothesis = readonly { expression: string; threshold: ParsedThreshold }[];

/** Not measured here: the server's own use, and bytes. */
const unmeasured: readonly string[] = ['server_cpu', 'server_rss', 'open_files', 'first_byte', 'bytes_received'];
const noGauges = { cpuPercent: null, rssBytes: null, openFiles: null };

/** What is wrong with an expression; undefined where nothing is. */
export function findHypothesisIssue(expression: string): string | undefined {
  const parts = splitObjective(expression);
  if (parts === undefined) return 'write it as metric: expression, for example latency: p(95)<500';
  const reading = parseThreshold(parts);
  if (!reading.ok) return reading.problem.message;
  const { metric } = reading.threshold;
  return unmeasured.includes(metric) ? `${metric} is not measured in a chaos run` : undefined;
}

/** Throws Error on an expression that `findHypothesisIssue` finds fault with. */
export function readHypothesis(expressions: readonly string[]): Hypothesis {
  return expressions.map((expression) => {
    const reading = parseThreshold(splitObjective(expression) ?? { metric: expression, expression: '' });
    if (!reading.ok) throw new Error(`${expression}: ${reading.problem.message}`);
    return { expression, threshold: reading.threshold };
  });
}

export function judgeHypothesis(
  hypothesis: Hypothesis,
  calls: readonly CallRecord[],
  seconds: number,
): Pick<ChaosPhase, 'hypothesis' | 'holds'> {
  const set = measure(calls);
  const judged = hypothesis.map(({ expression, threshold }) => ({
    expression,
    ...judgeThreshold(threshold, set, noGauges, seconds),
  }));
  const isJudged = judged.length > 0 && judged.every(({ ok }) => ok !== null);
  const holds = judged.some(({ ok }) => ok === false) ? false : isJudged ? true : null;
  return { hypothesis: judged, holds };
}

/** A stretch of the load as it stands in the report. `injected`: failures that are not the server's own. */
export function describePhase(
  hypothesis: Hypothesis,
  calls: readonly CallRecord[],
  seconds: number,
  injected: ReadonlySet<CallRecord> = new Set(),
): ChaosPhase {
  // What an injected fault broke says nothing about the server.
  const own = calls.filter((call) => !injected.has(call));
  return {
    seconds: Math.round(seconds * 1000) / 1000,
    calls: calls.length,
    failed: calls.filter(({ outcome }) => outcome !== 'ok').length,
    injected: calls.length - own.length,
    latencyP95Ms: measure(own).total.latency.quantile(0.95),
    ...judgeHypothesis(hypothesis, own, seconds),
  };
}

function measure(calls: readonly CallRecord[]): MeasuredSet {
  const set = new MeasuredSet();
  for (const { name, outcome, detail, startedMs, endedMs } of calls) {
    // One that was waited for in vain took at least as long.
    const isTimed = outcome !== 'transport_error' && outcome !== 'crash' && outcome !== 'cancelled';
    const latencyMs = isTimed ? Math.max(0, endedMs - startedMs) : null;
    set.record(name, { outcome, detail, latencyMs, firstByteMs: null, bytesSent: 0, bytesReceived: 0 }, endedMs);
  }
  return set;
}

import type { LoadProfile, Threshold } from '@mcp-lab/contracts';
import { type ParsedThreshold, parseThreshold } from './parse-threshold.ts';
import { splitObjective } from './split-objective.ts';

/** The thresholds of a profile that `findProfileIssues` finds no fault with; Error on any other. */
export function readThresholds({ thresholds }: LoadProfile): { source: Threshold; parsed: ParsedThreshold }[] {
  return thresholds.map((source) => ({ source, parsed: parse(source) }));
}

/** Of a search for a knee; empty for other executors. */
export function parseObjective({ executor }: LoadProfile): { text: string; parsed: ParsedThreshold }[] {
  if (executor.type !== 'find-knee') return [];
  return executor.objective.map((text) => ({
    text,
    parsed: parse(splitObjective(text) ?? { metric: text, expression: '' }),
  }));
}

function parse(source: { metric: string; expression: string }): ParsedThreshold {
  const reading = parseThreshold(source);
  if (!reading.ok) throw new Error(`${source.metric}: ${source.expression}: ${reading.problem.message}`);
  return reading.threshold;
}

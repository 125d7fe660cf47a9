import type { BenchmarkComparison, BenchmarkVerdict, MetricComparison } from '@mcp-lab/contracts';

/** The verdict on all metrics together: `same` only where every one is. */
export function verdictOf(metrics: readonly Pick<MetricComparison, 'verdict'>[]): BenchmarkComparison['verdict'] {
  const has = (verdict: BenchmarkVerdict) => metrics.some((metric) => metric.verdict === verdict);
  if (has('worse')) return has('better') ? 'mixed' : 'worse';
  if (has('better')) return 'better';
  return metrics.length > 0 && !has('unproved') ? 'same' : 'unproved';
}

/** The comparison in a sentence. */
export function describeComparison(told: Omit<BenchmarkComparison, 'text'>): string {
  const [refusal] = told.refusals;
  if (refusal !== undefined) return `No verdict. ${refusal}`.slice(0, 1_000);
  const named = (verdict: BenchmarkVerdict) =>
    told.metrics.filter((metric) => metric.verdict === verdict).map((metric) => metric.label);
  const parts = [
    ['better', named('better')],
    ['worse', named('worse')],
    ['the same', named('same')],
    ['not proved', named('unproved')],
  ] as const;
  const found = parts.flatMap(([name, labels]) => (labels.length > 0 ? [`${name}: ${labels.join(', ')}`] : []));
  const counts =
    told.method === 'interleaved' ? `${told.base.used} pairs` : `${told.base.used} and ${told.head.used} runs`;
  return `${told.head.label} against ${told.base.label}, ${counts}. ${sentence(found.join('; '))}`.slice(0, 1_000);
}

function sentence(text: string): string {
  return text === '' ? 'No metric was measured by all runs.' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

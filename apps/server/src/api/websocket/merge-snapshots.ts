import type { LabEvent, MetricSnapshot } from '@mcp-lab/contracts';

type Sampled = Extract<LabEvent, { type: 'metrics.sampled' }>;
type Sample = MetricSnapshot['samples'][number];

/** Several snapshots as one: durations become their mean weighted by count, everything else its newest value. */
export function mergeSnapshots(events: readonly Sampled[]): Sampled | undefined {
  const last = events.at(-1);
  if (last === undefined || events.length === 1) return last;
  const merged = new Map<string, Sample>();
  for (const { payload } of events) {
    for (const sample of payload.samples) {
      const key = JSON.stringify([sample.name, sample.serverId, sample.labels]);
      const known = merged.get(key);
      merged.set(key, known === undefined ? sample : combine(known, sample));
    }
  }
  return { ...last, payload: { at: last.payload.at, samples: [...merged.values()] } };
}

function combine(earlier: Sample, later: Sample): Sample {
  const count = earlier.count + later.count;
  if (later.unit !== 'ms' || count === 0) return { ...later, count };
  return { ...later, count, value: (earlier.value * earlier.count + later.value * later.count) / count };
}

import { type LoadProfile, loadProfileSchema, type Threshold } from '@mcp-lab/contracts';
import { canonicalJson } from '../json-schema/canonical-json.ts';

const defaults = loadProfileSchema.parse({});

/** The words that repeat a load: the profile stands in the command itself, without what is the default anyway. */
export function loadCommand(profile: LoadProfile, kind: 'load' | 'soak'): string[] {
  const told = Object.entries({ ...profile, thresholds: profile.thresholds.map(shortenThreshold) }).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(defaults[name as keyof LoadProfile]),
  );
  const text = JSON.stringify(Object.fromEntries(told));
  return ['bench', ...(kind === 'soak' ? ['--soak'] : []), '--profile', text];
}

function shortenThreshold({ metric, expression, abortOnFail, delayAbortEvalSeconds }: Threshold) {
  if (!abortOnFail) return { metric, expression };
  return { metric, expression, abortOnFail, ...(delayAbortEvalSeconds > 0 ? { delayAbortEvalSeconds } : {}) };
}

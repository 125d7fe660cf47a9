import { matchesPattern } from '../check/plan-run.ts';
import mapping from './mapping.json' with { type: 'json' };

/**
 * Ids of ours that ask what a check of the official suite asks, as patterns: `*` stands for any part. Empty where we have
 * none. Of two rows that fit an id, the one without `*` counts.
 */
export function checksLike(officialId: string): readonly string[] {
  const exact = mapping.find(({ official }) => official === officialId);
  return (exact ?? mapping.find(({ official }) => matchesPattern(officialId, official)))?.ours ?? [];
}

/** Every official check the mapping knows, as patterns. */
export const mappedOfficialChecks: readonly string[] = mapping.map(({ official }) => official);

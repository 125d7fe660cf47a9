import { createHash } from 'node:crypto';
import type { LoadProfile } from '@mcp-lab/contracts';
import { canonicalJson } from '../json-schema/canonical-json.ts';

/** SHA-256 of the profile, whatever the order of its members: what runs have to have in common to be compared. */
export function hashLoadProfile(profile: LoadProfile): string {
  return createHash('sha256').update(canonicalJson(profile)).digest('hex');
}

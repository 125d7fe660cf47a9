/** Revisions that open with the `initialize` handshake, oldest first. */
export const legacyRevisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;
/** Revisions that carry their metadata in every request, oldest first. */
export const modernRevisions = ['2026-07-28'] as const;
export const revisions = [...legacyRevisions, ...modernRevisions] as const;

export type LegacyRevision = (typeof legacyRevisions)[number];
export type ModernRevision = (typeof modernRevisions)[number];
export type Revision = (typeof revisions)[number];
export type Era = 'legacy' | 'modern';

export function eraOf(revision: Revision): Era {
  return (modernRevisions as readonly string[]).includes(revision) ? 'modern' : 'legacy';
}

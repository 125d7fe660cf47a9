/** Versions are dates, and the last one that opens with `initialize` is of 2025. Names that are no dates are later drafts. */
export function isLegacyVersion(version: string): boolean {
  return version < '2026';
}

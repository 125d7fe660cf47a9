import { revisions as knownRevisions, type Revision, type ServerProfile } from '@mcp-lab/wire';

/** The newest revision the server speaks, of those that are wanted; undefined where it speaks none of them. */
export function newestRevision(
  { modern, legacy }: Pick<ServerProfile, 'modern' | 'legacy'>,
  wanted: readonly Revision[] = [],
): Revision | undefined {
  const spoken: readonly Revision[] = [...modern, ...legacy];
  return knownRevisions.findLast(
    (revision) => spoken.includes(revision) && (wanted.length === 0 || wanted.includes(revision)),
  );
}

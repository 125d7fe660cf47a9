import { type Revision, revisions, type TransportKind } from '@mcp-lab/wire';

export const everyTransport: readonly TransportKind[] = ['stdio', 'streamable-http', 'http-sse'];

/** This revision and all later ones. Revisions are dates, so they compare as text. */
export function revisionsSince(first: Revision): Revision[] {
  return revisions.filter((revision) => revision >= first);
}

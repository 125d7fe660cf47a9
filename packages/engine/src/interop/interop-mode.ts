import { type Era, modernRevisions, type Revision, type ServerProfile } from '@mcp-lab/wire';
import type { ClientOptions } from '@modelcontextprotocol/client';

/** How the official client is told to find the era. */
export type InteropMode = 'auto' | 'legacy' | 'modern';
export const interopModes: readonly InteropMode[] = ['auto', 'legacy', 'modern'];

const newestModern = modernRevisions.at(-1) as string;

export function negotiationOf(mode: InteropMode, timeoutMs: number): ClientOptions['versionNegotiation'] {
  if (mode === 'legacy') return { mode: 'legacy' };
  return { mode: mode === 'auto' ? 'auto' : { pin: newestModern }, probe: { timeoutMs } };
}

/** What the client should come to, going by what our own wire found; undefined where it should not come to terms. */
export function expectedOf(
  mode: InteropMode,
  { modern, legacy }: ServerProfile,
): { era: Era; revision: Revision } | undefined {
  const newest = modern.find((revision) => revision === newestModern);
  const newestLegacy = legacy.at(-1);
  if (newest !== undefined && mode !== 'legacy') return { era: 'modern', revision: newest };
  if (newestLegacy !== undefined && mode !== 'modern') return { era: 'legacy', revision: newestLegacy };
  return undefined;
}

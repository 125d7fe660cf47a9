import { LabError } from '@mcp-lab/contracts';
import type { Actor, ServiceContext } from '../context.ts';

/** The user who acts; LabError `unauthenticated` where nobody is signed in or the lab itself acts. */
export function signedInUser({ actor }: ServiceContext): Extract<Actor, { kind: 'user' }> {
  if (actor.kind !== 'user') throw new LabError('unauthenticated', 'Sign in first.');
  return actor;
}

/** Who shall stand as the author; null for the lab itself. */
export function authorOf({ actor }: ServiceContext): string | null {
  return actor.kind === 'user' ? actor.email : null;
}

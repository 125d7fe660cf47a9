import { type Access, hasPermission, LabError } from '@mcp-lab/contracts';
import type { Actor } from '../context.ts';

/** Deny by default: throws LabError `unauthenticated` or `forbidden` unless the actor may do what needs this access. */
export function authorize(actor: Actor, access: Access): void {
  if (access === 'public' || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new LabError('unauthenticated', 'Sign in first.');
  if (access !== 'authenticated' && !hasPermission(actor.role, access)) {
    throw new LabError('forbidden', `The role ${actor.role} does not have the permission ${access}.`);
  }
}

import type { ServiceContext } from '../../context.ts';
import type { UserTable } from '../../database/schema.ts';

/** The same context with this user as the one who acts: for the audit entries of signing in and out. */
export function asUser(context: ServiceContext, user: UserTable, sessionId: string): ServiceContext {
  const ip = context.actor.kind === 'system' ? null : context.actor.ip;
  return { ...context, actor: { kind: 'user', id: user.id, email: user.email, role: user.role, sessionId, ip } };
}

import type { ServiceContext } from '../context.ts';
import { transact } from '../transact.ts';

/** Writes into the audit log that a signed-in user tried what their role does not allow. */
export async function recordDenial(context: ServiceContext, name: string): Promise<void> {
  if (context.actor.kind === 'user') await transact(context, async ({ audit }) => audit('access.denied', name));
}

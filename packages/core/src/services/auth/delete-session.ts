import { LabError } from '@mcp-lab/contracts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';
import { signedInUser } from '../signed-in-user.ts';
import { revokeSessions } from './revoke-sessions.ts';

export const deleteSession: Service<'deleteSession'> = async (context, { params }) => {
  const actor = signedInUser(context);
  await transact(context, async (unit) => {
    const ended = await revokeSessions(context, unit, actor.id, { only: params.id });
    if (ended === 0) throw new LabError('not-found', `You have no session with the id ${params.id}.`);
    unit.audit('auth.session-ended', actor.email, { sessionId: params.id });
  });
  return {};
};

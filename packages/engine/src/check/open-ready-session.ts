import { eraOf, isJsonObject, type Revision, type Session } from '@mcp-lab/wire';
import type { ConnectionInfo } from '../run/run-document.ts';
import { listMethodOf } from './list-method-of.ts';
import type { RunEnvironment } from './run-check.ts';
import { openInRun } from './session-in-run.ts';

/** A session for more than one check, ready for ordinary requests. `onSession` is told of it also where that fails. */
export async function openReadySession(
  environment: RunEnvironment,
  revision: Revision,
  { onOpen, onSession }: { onOpen?: (info: ConnectionInfo) => void; onSession: (session: Session) => void },
): Promise<Session> {
  const session = await openInRun(environment, { revision, purpose: 'shared', checkId: null }, {}, onOpen);
  onSession(session);
  const { opening } = session;
  if (!isJsonObject(opening?.result)) {
    throw new Error(`the opening got ${opening?.failure ?? opening?.outcome ?? 'no answer'}`);
  }
  // Some servers fix the era of a process by the first request that is no discovery.
  if (session.transport === 'stdio' && eraOf(revision) === 'modern') await session.request(listMethodOf(session));
  return session;
}

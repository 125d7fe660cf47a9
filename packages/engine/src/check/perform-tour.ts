import { eraOf, type Reply, type Session } from '@mcp-lab/wire';
import { readSurface } from '../inspect/read-surface.ts';

/**
 * An ordinary client's walk: every list of a declared capability, ping (legacy), one unknown method. The session is
 * already open and is closed by the caller. Stops early when the connection is gone; returns why, else undefined.
 */
export async function performTour(session: Session, random: () => number): Promise<string | undefined> {
  await readSurface(session);
  if (eraOf(session.revision) === 'legacy') await session.request('ping');
  const last = await session.request(`mcp-lab/unknown-${Math.floor(random() * 1e9)}`);
  return isGone(last) ? `the connection was lost during the tour: ${last.failure ?? last.outcome}` : undefined;
}

function isGone(reply: Reply): boolean {
  return reply.outcome === 'closed' || reply.outcome === 'failed';
}

import type { Revision, Session } from '@mcp-lab/wire';
import { openReadySession } from './open-ready-session.ts';
import type { RunEnvironment } from './run-check.ts';

/** Ready sessions that harmless checks have in common, one a revision: most of a stdio run is the start of processes. */
export interface SharedSessions {
  /** Opens one where there is none or the last one is gone. Throws where none can be had. */
  get(revision: Revision): Promise<Session>;
  closeAll(graceMs: number): Promise<void>;
}

export function createSharedSessions(environment: RunEnvironment): SharedSessions {
  const sessions = new Map<Revision, Promise<Session>>();
  const opened = new Set<Session>();
  return {
    async get(revision) {
      const known = await sessions.get(revision)?.catch(() => undefined);
      if (known !== undefined && !known.closed) return known;
      // Two checks may have found it gone at the same time: the first opens, the other takes that.
      const current = sessions.get(revision);
      const settled = await current?.catch(() => undefined);
      if (settled !== undefined && !settled.closed) return settled;
      const session = openReadySession(environment, revision, { onSession: (one) => opened.add(one) });
      sessions.set(revision, session);
      return session;
    },
    async closeAll(graceMs) {
      await Promise.allSettled(sessions.values());
      await Promise.allSettled([...opened].map((session) => session.close({ graceMs })));
    },
  };
}

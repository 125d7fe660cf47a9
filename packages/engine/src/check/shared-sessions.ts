import { eraOf, isJsonObject, type Revision, type Session } from '@mcp-lab/wire';
import type { RunEnvironment } from './run-check.ts';
import { openInRun } from './session-in-run.ts';

/** Ready sessions that harmless checks have in common, one a revision: most of a stdio run is the start of processes. */
export interface SharedSessions {
  /** Opens one where there is none or the last one is gone. Throws where none can be had. */
  get(revision: Revision): Promise<Session>;
  closeAll(graceMs: number): Promise<void>;
}

export function createSharedSessions(environment: RunEnvironment): SharedSessions {
  const sessions = new Map<Revision, Promise<Session>>();
  const opened = new Set<Session>();
  const open = async (revision: Revision) => {
    const session = await openInRun(environment, { revision, purpose: 'shared', checkId: null });
    opened.add(session);
    const { opening } = session;
    if (!isJsonObject(opening?.result)) {
      throw new Error(`the opening got ${opening?.failure ?? opening?.outcome ?? 'no answer'}`);
    }
    // Some servers fix the era of a process by the first request that is no discovery.
    if (session.transport === 'stdio' && eraOf(revision) === 'modern') {
      const [list] = ['tools', 'resources', 'prompts'].filter((name) => isJsonObject(session.capabilities[name]));
      await session.request(list === undefined ? 'server/discover' : `${list}/list`);
    }
    return session;
  };
  return {
    async get(revision) {
      const known = await sessions.get(revision)?.catch(() => undefined);
      if (known !== undefined && !known.closed) return known;
      // Two checks may have found it gone at the same time: the first opens, the other takes that.
      const current = sessions.get(revision);
      const settled = await current?.catch(() => undefined);
      if (settled !== undefined && !settled.closed) return settled;
      const session = open(revision);
      sessions.set(revision, session);
      return session;
    },
    async closeAll(graceMs) {
      await Promise.allSettled(sessions.values());
      await Promise.allSettled([...opened].map((session) => session.close({ graceMs })));
    },
  };
}

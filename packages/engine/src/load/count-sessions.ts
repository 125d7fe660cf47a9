import type { LoadProfile } from '@mcp-lab/contracts';
import type { TransportKind } from '@mcp-lab/wire';

export interface SessionPlan {
  count: number;
  /** Each user keeps to its own; else all take all in turn. */
  isPerVu: boolean;
  note: string | null;
}

/** Where calls come at a rate there are no users to give sessions to; a client has one process, or a few sessions. */
const openModelSessions: Readonly<Record<TransportKind, number>> = { stdio: 1, 'streamable-http': 10, 'http-sse': 10 };

export function countSessions({ executor, sessions }: LoadProfile, transport: TransportKind): SessionPlan {
  if (sessions !== 'per-vu') return { count: sessions, isPerVu: false, note: null };
  switch (executor.type) {
    case 'shared-iterations':
      return { count: Math.min(executor.vus, executor.iterations), isPerVu: true, note: null };
    case 'per-vu-iterations':
    case 'constant-vus':
      return { count: executor.vus, isPerVu: true, note: null };
    case 'ramping-vus': {
      const most = Math.max(executor.startVus, ...executor.stages.map(({ target }) => Math.ceil(target)));
      return { count: Math.max(1, most), isPerVu: true, note: null };
    }
    default: {
      const count = Math.min(openModelSessions[transport], executor.maxVus);
      const what = transport === 'stdio' ? 'one process carries' : `${count} sessions carry`;
      return {
        count,
        isPerVu: false,
        note: `Calls come at a rate and belong to no user, so ${what} them all; "sessions" in the profile asks for another number.`,
      };
    }
  }
}

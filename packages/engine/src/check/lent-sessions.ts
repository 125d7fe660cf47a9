import { isJsonObject, type Revision, type Session } from '@mcp-lab/wire';
import { framesOfConnection } from '../run/frames-of-connection.ts';
import type { ConnectionInfo } from '../run/run-document.ts';
import { listMethodOf } from './list-method-of.ts';
import { openReadySession } from './open-ready-session.ts';
import type { RunEnvironment } from './run-check.ts';

/** A session in the hands of one check. */
export interface LentSession {
  session: Session;
  /** Another check had it before, and may have left something behind. */
  isUsed: boolean;
}

/**
 * Ready stdio sessions that one check at a time may maltreat: most of a stdio run is the start of processes, and most
 * processes survive what is done to them.
 */
export interface LentSessions {
  /** Throws where none can be had. `onOpen` is told of a connection that had to be opened for it. */
  take(revision: Revision, onOpen: (info: ConnectionInfo) => void): Promise<LentSession>;
  /** One that broke, owes an answer or no longer serves is closed instead of lent again. */
  giveBack(session: Session): void;
  closeAll(graceMs: number): Promise<void>;
}

/** For the ordinary request between two checks. A server that takes longer is not lent again, and nothing is lost. */
const answerWaitMs = 1_000;

export function createLentSessions(environment: RunEnvironment): LentSessions {
  const idle = new Map<Revision, Session[]>();
  const opened = new Set<Session>();
  const returning = new Set<Promise<void>>();
  const takeBack = async (session: Session) => {
    if (!session.closed && (await isFit(environment, session))) idle.get(session.revision)?.push(session);
    else await session.close({ graceMs: environment.signal.aborted ? 200 : answerWaitMs });
  };
  return {
    async take(revision, onOpen) {
      const waiting = idle.get(revision) ?? [];
      idle.set(revision, waiting);
      for (let session = waiting.pop(); session !== undefined; session = waiting.pop()) {
        if (!session.closed) return { session, isUsed: true };
      }
      const session = await openReadySession(environment, revision, { onOpen, onSession: (one) => opened.add(one) });
      return { session, isUsed: false };
    },
    giveBack(session) {
      const done = takeBack(session).finally(() => returning.delete(done));
      returning.add(done);
    },
    async closeAll(graceMs) {
      await Promise.allSettled(returning);
      idle.clear();
      await Promise.allSettled([...opened].map((session) => session.close({ graceMs })));
      opened.clear();
    },
  };
}

async function isFit({ transcript }: RunEnvironment, session: Session): Promise<boolean> {
  const reply = await session.request(listMethodOf(session), undefined, { timeoutMs: answerWaitMs });
  if (!isJsonObject(reply.result)) return false;
  const open = new Set<string>();
  for (const { kind, direction, json } of framesOfConnection(transcript.frames, session.connection)) {
    if (kind !== 'message') continue;
    for (const message of Array.isArray(json) ? json : [json]) {
      if (!isJsonObject(message) || message.id === undefined) continue;
      const isRequest = 'method' in message;
      if (direction === 'sent' && isRequest) open.add(JSON.stringify(message.id));
      if (direction === 'received' && !isRequest) open.delete(JSON.stringify(message.id));
    }
  }
  return open.size === 0;
}

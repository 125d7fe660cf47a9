import { isJsonObject, type JsonObject, type Revision, type Session } from '@mcp-lab/wire';
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
/** Of one revision: waiting for one that comes back is cheaper than the start of another. */
const mostLentAtOnce = 3;

export function createLentSessions(environment: RunEnvironment): LentSessions {
  const shelves = new Map<Revision, Shelf>();
  const opened = new Set<Session>();
  const takeBack = async (session: Session) => {
    const shelf = shelfOf(session.revision);
    if (!session.closed && (await isFit(environment, session))) shelf.idle.push(session);
    else void session.close({ graceMs: environment.signal.aborted ? 200 : answerWaitMs });
    shelf.leave();
  };
  const shelfOf = (revision: Revision) => {
    const shelf = shelves.get(revision) ?? createShelf();
    shelves.set(revision, shelf);
    return shelf;
  };
  return {
    async take(revision, onOpen) {
      const { idle, returning, enter, leave } = shelfOf(revision);
      await enter();
      // One that is being looked at is there sooner than a new one.
      while (idle.length === 0 && returning.size > 0) await Promise.race(returning);
      for (let session = idle.pop(); session !== undefined; session = idle.pop()) {
        if (!session.closed) return { session, isUsed: true };
      }
      try {
        const session = await openReadySession(environment, revision, { onOpen, onSession: (one) => opened.add(one) });
        return { session, isUsed: false };
      } catch (error) {
        leave();
        throw error;
      }
    },
    giveBack(session) {
      const { returning } = shelfOf(session.revision);
      const done = takeBack(session).finally(() => returning.delete(done));
      returning.add(done);
    },
    async closeAll(graceMs) {
      await Promise.allSettled([...shelves.values()].flatMap(({ returning }) => [...returning]));
      shelves.clear();
      await Promise.allSettled([...opened].map((session) => session.close({ graceMs })));
      opened.clear();
    },
  };
}

function isOwedAnAnswer({ jsonrpc, id, method, params }: JsonObject): boolean {
  const isIdSound = typeof id === 'string' || Number.isInteger(id);
  return jsonrpc === '2.0' && isIdSound && typeof method === 'string' && (params === undefined || isJsonObject(params));
}

interface Shelf {
  idle: Session[];
  /** Those that were given back and are still looked at. */
  returning: Set<Promise<void>>;
  /** Waits until fewer sessions than `mostLentAtOnce` are out. */
  enter(): Promise<void>;
  leave(): void;
}

function createShelf(): Shelf {
  const waiting: (() => void)[] = [];
  let free = mostLentAtOnce;
  return {
    idle: [],
    returning: new Set(),
    async enter() {
      if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      else free--;
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
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
      // What is no request at all is owed no answer.
      if (direction === 'sent' && isOwedAnAnswer(message)) open.add(JSON.stringify(message.id));
      if (direction === 'received' && !('method' in message)) open.delete(JSON.stringify(message.id));
    }
  }
  return open.size === 0;
}

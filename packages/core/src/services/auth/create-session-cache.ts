import type { LabContext } from '../../context.ts';
import { type ActiveSession, findSession } from './find-session.ts';

export interface SessionCache {
  /** As `findSession`, at most `maxAgeMs` old. Also answers null from memory, so that revoked tokens cost no query each. */
  find(sessionId: string): Promise<ActiveSession | null>;
  /** Forgets the sessions of a user, or all: call it on a `user.changed` event. */
  forget(userId?: string): void;
}

const maxEntries = 10_000;

/** What the api asks on every request: revocation acts within `maxAgeMs` even where the event got lost. */
export function createSessionCache(context: LabContext, maxAgeMs = 5_000): SessionCache {
  const entries = new Map<string, { until: number; answer: Promise<ActiveSession | null> }>();
  // Who is known to belong to the user, for `forget`; filled when the answer has come.
  const userOf = new Map<string, string>();

  function drop(sessionId: string): void {
    entries.delete(sessionId);
    userOf.delete(sessionId);
  }

  return {
    find(sessionId) {
      const known = entries.get(sessionId);
      if (known !== undefined && known.until > context.now()) return known.answer;
      drop(sessionId);
      const answer = findSession(context, sessionId);
      const entry = { until: context.now() + maxAgeMs, answer };
      entries.set(sessionId, entry);
      if (entries.size > maxEntries) {
        for (const oldest of entries.keys()) {
          drop(oldest);
          break;
        }
      }
      answer.then(
        (session) => {
          if (session !== null && entries.get(sessionId) === entry) userOf.set(sessionId, session.user.id);
        },
        // An outage is not an answer to keep.
        () => {
          if (entries.get(sessionId) === entry) drop(sessionId);
        },
      );
      return answer;
    },
    forget(userId) {
      for (const sessionId of entries.keys()) {
        const owner = userOf.get(sessionId);
        // An answer that is still under way may be of this user, too.
        if (userId === undefined || owner === undefined || owner === userId) drop(sessionId);
      }
    },
  };
}

import { createLabClient, LabError, type TokenAnswer, tokenAnswerSchema } from '@mcp-lab/contracts';
import { adoptToken, endSession, useSession } from './session-store.ts';

const lockName = 'mcp-lab-session';
type Announcement = { type: 'token'; answer: unknown } | { type: 'signed-out' };

/** Keeps one session alive over all tabs of this browser: the refresh cookie is shared, so only one tab may rotate it at a time. */
export interface SessionKeeper {
  /** A token that is still good for a while, or null when nobody is signed in. */
  freshToken(): Promise<string | null>;
  /** A token other than `refused`, or null when the session is over. */
  renewToken(refused: string | null): Promise<string | null>;
  /** Reads role and name anew, when the lab says that they changed. */
  reloadRights(): void;
  adopt(answer: TokenAnswer): void;
  signOut(): Promise<void>;
  /** Listens to the other tabs until the returned function is called. */
  listen(): () => void;
}

export function createSessionKeeper(baseUrl: string, now: () => number): SessionKeeper {
  const client = createLabClient({ baseUrl, credentials: 'include' });
  let tabs: BroadcastChannel | null = null;
  const announce = (announcement: Announcement) => tabs?.postMessage(announcement);

  function adopt(answer: TokenAnswer) {
    adoptToken(answer, now());
    announce({ type: 'token', answer });
  }

  async function rotate(refused: string | null): Promise<string | null> {
    // While this tab waited for the lock another one may have brought a new token.
    const current = useSession.getState();
    if (current.accessToken !== null && current.accessToken !== refused) return current.accessToken;
    try {
      const answer = await client.refresh({ body: {} });
      adopt(answer);
      return answer.accessToken;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      const wasSignedIn = useSession.getState().status === 'signed-in';
      if (error.status === 401 || error.status === 403) endSession('signed-out', wasSignedIn);
      // A lab that is away for a moment does not end a session that is already there.
      else if (wasSignedIn) throw error;
      else endSession('unreachable');
      return null;
    }
  }

  let renewing: Promise<string | null> | null = null;
  function renewToken(refused: string | null): Promise<string | null> {
    // Without a secure context (plain HTTP on another machine) there are no locks: one flight per tab remains.
    renewing ??= (
      'locks' in navigator ? navigator.locks.request(lockName, () => rotate(refused)) : rotate(refused)
    ).finally(() => {
      renewing = null;
    });
    return renewing;
  }

  return {
    adopt,
    renewToken,
    reloadRights() {
      renewToken(useSession.getState().accessToken).catch((error: unknown) =>
        console.warn('the rights could not be read anew; the lab still enforces them', error),
      );
    },
    freshToken() {
      const { status, accessToken, renewAt } = useSession.getState();
      if (status === 'signed-out') return Promise.resolve(null);
      if (accessToken !== null && now() < renewAt) return Promise.resolve(accessToken);
      return renewToken(accessToken);
    },
    async signOut() {
      await client.logout({ body: {} });
      endSession('signed-out');
      announce({ type: 'signed-out' });
    },
    listen() {
      const channel = new BroadcastChannel(lockName);
      channel.onmessage = (message: MessageEvent<Announcement>) => {
        if (message.data.type === 'signed-out') endSession('signed-out');
        else adoptToken(tokenAnswerSchema.parse(message.data.answer), now());
      };
      tabs = channel;
      return () => {
        channel.close();
        if (tabs === channel) tabs = null;
      };
    },
  };
}

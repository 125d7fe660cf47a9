import type { TokenAnswer, User } from '@mcp-lab/contracts';
import { create } from 'zustand';

type SessionStatus =
  /** The page just loaded and has not asked yet. */
  | 'unknown'
  | 'signed-in'
  | 'signed-out'
  /** The lab did not answer when asked. */
  | 'unreachable';

interface SessionState {
  status: SessionStatus;
  user: User | null;
  /** Lives in memory only: a reload gets a new one through the refresh cookie. */
  accessToken: string | null;
  /** By this machine's clock, epoch milliseconds: from then on the token is renewed before it is used. */
  renewAt: number;
  /** The session was ended by the lab, not by the user: they are told why they have to sign in again. */
  cutOff: boolean;
}

const signedOut = { user: null, accessToken: null, renewAt: 0 };

export const useSession = create<SessionState>(() => ({ status: 'unknown', cutOff: false, ...signedOut }));

export function adoptToken(answer: TokenAnswer, now: number): void {
  useSession.setState({
    status: 'signed-in',
    cutOff: false,
    user: answer.user,
    accessToken: answer.accessToken,
    // At least 30 s of use even where this machine's clock runs ahead of the lab's; a 401 renews it anyway.
    renewAt: Math.max(answer.expiresAt - 60_000, now + 30_000),
  });
}

export function endSession(status: 'signed-out' | 'unreachable', cutOff = false): void {
  useSession.setState({ status, cutOff, ...signedOut });
}

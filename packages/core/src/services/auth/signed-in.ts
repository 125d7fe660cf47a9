import type { User } from '@mcp-lab/contracts';

/**
 * What the api needs to answer `setup`, `login` and `refresh`: it signs an access token for `user` and `sessionId`, and
 * sets `refreshToken` as an HttpOnly cookie until `refreshExpiresAt`.
 */
export interface SignedIn {
  user: User;
  sessionId: string;
  refreshToken: string;
  /** Epoch milliseconds. */
  refreshExpiresAt: number;
}

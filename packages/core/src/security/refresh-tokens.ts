import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './derive-key.ts';

export interface RefreshTokenParts {
  sessionId: string;
  generation: number;
}

/**
 * Refresh tokens are computed, not stored: `session.generation.mac`, where the MAC covers both and the session's random
 * salt. The database alone gives no token, the secret key alone neither; and parallel refreshes get the same successor.
 */
export interface RefreshTokens {
  issue(parts: RefreshTokenParts, salt: string): string;
  /** What the token claims to be; null when it has not the form of one. */
  read(token: string): RefreshTokenParts | null;
  verify(token: string, salt: string): boolean;
}

export function createRefreshTokens(secretKey: string): RefreshTokens {
  const key = deriveKey(secretKey, 'refresh-token');

  function issue({ sessionId, generation }: RefreshTokenParts, salt: string): string {
    const mac = createHmac('sha256', key).update(`${sessionId}\n${generation}\n${salt}`).digest('base64url');
    return `${sessionId}.${generation}.${mac}`;
  }

  function read(token: string): RefreshTokenParts | null {
    const match = /^([\w-]{1,64})\.(\d{1,9})\.[\w-]{43}$/.exec(token);
    return match?.[1] === undefined ? null : { sessionId: match[1], generation: Number(match[2]) };
  }

  return {
    issue,
    read,
    verify(token, salt) {
      const parts = read(token);
      if (parts === null) return false;
      const expected = Buffer.from(issue(parts, salt));
      const given = Buffer.from(token);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

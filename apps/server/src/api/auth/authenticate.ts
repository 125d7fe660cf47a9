import { LabError } from '@mcp-lab/contracts';
import type { Actor, SessionCache } from '@mcp-lab/core';
import type { FastifyRequest } from 'fastify';
import type { AccessTokens } from './access-tokens.ts';

/** Who calls: the user of a valid access token whose session is alive, or nobody. Throws `unauthenticated` or `session-revoked`. */
export function createAuthenticator(options: { tokens: AccessTokens; sessions: SessionCache }) {
  return async (request: FastifyRequest): Promise<Actor> => {
    const { authorization } = request.headers;
    if (authorization === undefined) return { kind: 'anonymous', ip: request.ip };
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new LabError('unauthenticated', 'The Authorization header must be: Bearer TOKEN.');
    const { userId, sessionId } = options.tokens.verify(token);
    const session = await options.sessions.find(sessionId);
    if (session === null || session.user.id !== userId) {
      throw new LabError('session-revoked', 'This session has ended. Sign in again.');
    }
    const { email, role } = session.user;
    return { kind: 'user', id: userId, email, role, sessionId, ip: request.ip };
  };
}

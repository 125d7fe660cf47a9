import { type EndpointId, LabError, type TokenAnswer } from '@mcp-lab/contracts';
import {
  refreshSession,
  type ServiceContext,
  type SessionCache,
  type SignedIn,
  setUpFirstAdmin,
  signIn,
  signOut,
} from '@mcp-lab/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndpointHandler } from '../bind-endpoints.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { RefreshCookie } from './refresh-cookie.ts';

interface CookieEndpointOptions {
  tokens: AccessTokens;
  cookie: RefreshCookie;
  sessions: SessionCache;
}

type SetupBody = { token: string; email: string; name: string; password: string };
type LoginBody = { email: string; password: string };

/** The endpoints whose answer is an access token and a cookie. */
export function createCookieEndpoints(options: CookieEndpointOptions): Partial<Record<EndpointId, EndpointHandler>> {
  const { tokens, cookie, sessions } = options;

  function answer(reply: FastifyReply, signedIn: SignedIn): TokenAnswer {
    const { user, sessionId, refreshToken, refreshExpiresAt } = signedIn;
    cookie.set(reply, refreshToken, refreshExpiresAt);
    const { token, expiresAt } = tokens.sign({ userId: user.id, sessionId });
    return { accessToken: token, expiresAt, user };
  }

  async function refresh(context: ServiceContext, request: FastifyRequest, reply: FastifyReply): Promise<TokenAnswer> {
    try {
      return answer(reply, await refreshSession(context, { refreshToken: cookie.read(request) }));
    } catch (error) {
      // A token that will never work again is not kept in the browser.
      if (error instanceof LabError && error.code === 'session-revoked') {
        sessions.forget();
        cookie.clear(reply);
      }
      throw error;
    }
  }

  return {
    setup: async (context, { body }, { request, reply }) =>
      answer(reply, await setUpFirstAdmin(context, { ...(body as SetupBody), userAgent: userAgentOf(request) })),
    login: async (context, { body }, { request, reply }) =>
      answer(reply, await signIn(context, { ...(body as LoginBody), userAgent: userAgentOf(request) })),
    refresh: (context, _input, { request, reply }) => refresh(context, request, reply),
    logout: async (context, _input, { request, reply }) => {
      await signOut(context, { refreshToken: cookie.read(request) });
      sessions.forget();
      cookie.clear(reply);
      return {};
    },
  };
}

function userAgentOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? '';
}

import type { FastifyReply, FastifyRequest } from 'fastify';

/** How the refresh token travels: only in a cookie no script can read and no other site can send. */
export interface RefreshCookie {
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, token: string, expiresAt: number): void;
  clear(reply: FastifyReply): void;
}

/**
 * Behind https the name begins with `__Host-`, which browsers accept only with Secure, without Domain and for the whole
 * host. On plain http (loopback) that is not possible: then a plain name, only for the paths that need it. Cookies do
 * not know ports, so the port stands in the name: two labs on one machine do not sign each other out.
 */
export function createRefreshCookie(options: { publicUrl: string; port: number }): RefreshCookie {
  const secure = options.publicUrl.startsWith('https:');
  const name = secure ? '__Host-mcp_lab_refresh' : `mcp_lab_refresh_${options.port}`;
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: secure ? '/' : '/api/auth' } as const;
  return {
    read: (request) => request.cookies[name] ?? null,
    set: (reply, token, expiresAt) =>
      void reply.setCookie(name, token, { ...attributes, expires: new Date(expiresAt) }),
    clear: (reply) => void reply.clearCookie(name, attributes),
  };
}

import { hasPermission, LabError } from '@mcp-lab/contracts';
import { type Actor, networkOf } from '@mcp-lab/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireOwnOrigin, usesCookie } from './auth/origin-guard.ts';
import type { RateLimiter } from './rate-limit/rate-limiter.ts';

interface GuardOptions {
  authenticate(request: FastifyRequest): Promise<Actor>;
  limiter: RateLimiter;
  allowedOrigins: readonly string[];
  limits: { anonymous: number; users: number };
  now: () => number;
  /** A signed-in user tried what their role does not allow. */
  onDenied(actor: Actor, endpointId: string): Promise<void>;
}

/** Before every route: who is it, is it within its rate, does a foreign page send it, may it do this. Refuses routes that do not say who may call them. */
export function guardRequests(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('actor');
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`${route.method} ${route.url} does not say who may call it`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { access, endpointId, unlimited } = request.routeOptions.config;
    const anonymous: Actor = { kind: 'anonymous', ip: request.ip };
    if (unlimited) {
      request.actor = anonymous;
      return;
    }
    // A wrong token counts against the address it comes from, before it is refused.
    const identified = access === 'public' || access === undefined ? anonymous : await identify(request);
    const actor = identified instanceof Error ? anonymous : identified;
    await limit(request, reply, actor);
    if (identified instanceof Error) throw identified;
    if (endpointId !== undefined && usesCookie(endpointId)) requireOwnOrigin(request, options.allowedOrigins);
    request.actor = actor;
    await requireAccess(request, actor);
  });

  async function identify(request: FastifyRequest): Promise<Actor | LabError> {
    try {
      return await options.authenticate(request);
    } catch (error) {
      if (error instanceof LabError) return error;
      throw error;
    }
  }

  async function limit(request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<void> {
    const isUser = actor.kind === 'user';
    const policy = isUser ? 'user' : 'anonymous';
    const allowed = isUser ? options.limits.users : options.limits.anonymous;
    const key = isUser ? `user:${actor.id}` : `ip:${networkOf(request.ip)}`;
    const decision = await options.limiter.take(key, allowed, options.now());
    reply.header('ratelimit-policy', `"${policy}";q=${allowed};w=60`);
    reply.header(
      'ratelimit',
      `"${policy}";r=${decision.remaining};t=${decision.allowed ? 60 : decision.retryAfterSeconds}`,
    );
    if (decision.allowed) return;
    throw new LabError(
      'rate-limited',
      `At most ${allowed} requests a minute. Try again in ${decision.retryAfterSeconds} s.`,
      {
        retryAfterSeconds: decision.retryAfterSeconds,
      },
    );
  }

  async function requireAccess(request: FastifyRequest, actor: Actor): Promise<void> {
    const { access, endpointId = request.routeOptions.url ?? '' } = request.routeOptions.config;
    if (access === undefined || access === 'public') return;
    if (actor.kind !== 'user') throw new LabError('unauthenticated', 'Sign in first: this needs an access token.');
    if (access === 'authenticated' || hasPermission(actor.role, access)) return;
    await options.onDenied(actor, endpointId);
    throw new LabError('forbidden', `This needs the permission ${access}, which the role ${actor.role} does not have.`);
  }
}

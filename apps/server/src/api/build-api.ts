import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import { LabError } from '@mcp-lab/contracts';
import { type LabContext, recordDenial, type SessionCache, services } from '@mcp-lab/core';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Config } from '../config/config.ts';
import { registerAccessTokens } from './auth/access-tokens.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import { createCookieEndpoints } from './auth/cookie-endpoints.ts';
import { createRefreshCookie } from './auth/refresh-cookie.ts';
import { bindEndpoints } from './bind-endpoints.ts';
import { registerDocs } from './docs/register-docs.ts';
import './fastify-types.ts';
import { guardRequests } from './guard-requests.ts';
import { sendProblem } from './problem.ts';
import type { RateLimiter } from './rate-limit/rate-limiter.ts';

export interface ApiParts {
  config: Config;
  context: LabContext;
  sessions: SessionCache;
  limiter: RateLimiter;
  logger: FastifyBaseLogger;
}

/** The HTTP side of the api: every endpoint of the contracts, the docs, and what stands before them. Does not listen yet. */
export async function buildApi({ config, context, sessions, limiter, logger }: ApiParts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    genReqId: () => context.newId(),
    // A request that is not complete by then, and a connection that sends nothing, are somebody holding on.
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, querystringParser: parseQuery },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error, context.database.dialect.isOutage));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
  });
  const secure = config.publicUrl.startsWith('https:');
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(fastifyCors, {
    origin: config.allowedOrigins,
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
    exposedHeaders: ['ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id', 'content-disposition'],
    maxAge: 600,
    hook: 'onRequest',
  });
  await app.register(fastifyCookie);
  const tokens = await registerAccessTokens(app, {
    secretKey: config.secretKey,
    lifeMinutes: config.accessTokenMinutes,
    now: context.now,
  });
  guardRequests(app, {
    authenticate: createAuthenticator({ tokens, sessions }),
    limiter,
    allowedOrigins: config.allowedOrigins,
    limits: config.rateLimitPerMinute,
    now: context.now,
    onDenied: (actor, endpointId) => recordDenial({ ...context, actor }, endpointId),
  });
  const cookie = createRefreshCookie(config);
  bindEndpoints(app, {
    context,
    services,
    special: createCookieEndpoints({ tokens, cookie, sessions }),
  });
  registerDocs(app, { version: context.process.version, serverUrl: config.apiUrl });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new LabError('not-found', `${request.method} ${request.url.split('?')[0]} does not exist.`),
    ),
  );
  return app;
}

/** A name that is given twice would reach a schema as a list it does not expect: the last one counts. */
function parseQuery(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

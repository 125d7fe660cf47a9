import fastify from 'fastify';
import { expect, test } from 'vitest';
import './fastify-types.ts';
import { guardRequests } from './guard-requests.ts';
import { createMemoryRateLimiter } from './rate-limit/memory-rate-limiter.ts';

test('a route that does not say who may call it is refused when the app is built', () => {
  const app = fastify();
  guardRequests(app, {
    authenticate: async ({ ip }) => ({ kind: 'anonymous', ip }),
    limiter: createMemoryRateLimiter(),
    allowedOrigins: [],
    limits: { anonymous: 1, users: 1 },
    now: () => 0,
    onDenied: async () => {},
  });
  app.get('/declared', { config: { access: 'public' } }, () => 'x');
  expect(() => app.get('/forgotten', () => 'x')).toThrow('GET /forgotten does not say who may call it');
});

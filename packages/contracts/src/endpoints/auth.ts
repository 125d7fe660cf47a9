import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { emptySchema, idParamsSchema, nameSchema, timestampSchema } from '../models/primitives.ts';
import { authSessionSchema, emailSchema, passwordSchema, tokenAnswerSchema, userSchema } from '../models/user.ts';

const tag = 'auth';

export const authEndpoints = {
  setup: defineEndpoint({
    method: 'POST',
    path: '/auth/setup',
    tag,
    summary: 'Create the first admin with the one-time setup token printed at the first start',
    access: 'public',
    body: z.strictObject({
      token: z.string().min(1).max(200),
      email: emailSchema,
      name: nameSchema,
      password: passwordSchema,
    }),
    response: tokenAnswerSchema,
    status: 201,
  }),
  login: defineEndpoint({
    method: 'POST',
    path: '/auth/login',
    tag,
    summary: 'Sign in; sets the refresh cookie and returns a short-lived access token',
    access: 'public',
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(1024) }),
    response: tokenAnswerSchema,
  }),
  refresh: defineEndpoint({
    method: 'POST',
    path: '/auth/refresh',
    tag,
    summary: 'Rotate the refresh cookie and return a new access token',
    access: 'public',
    body: emptySchema,
    response: tokenAnswerSchema,
  }),
  logout: defineEndpoint({
    method: 'POST',
    path: '/auth/logout',
    tag,
    summary: 'End this session',
    access: 'public',
    body: emptySchema,
    response: emptySchema,
  }),
  me: defineEndpoint({
    method: 'GET',
    path: '/auth/me',
    tag,
    summary: 'The signed-in user',
    access: 'authenticated',
    response: userSchema,
  }),
  updateMe: defineEndpoint({
    method: 'PATCH',
    path: '/auth/me',
    tag,
    summary: 'Change the own name',
    access: 'authenticated',
    body: z.strictObject({ name: nameSchema }),
    response: userSchema,
  }),
  changePassword: defineEndpoint({
    method: 'POST',
    path: '/auth/password',
    tag,
    summary: 'Change the own password; all other sessions end',
    access: 'authenticated',
    body: z.strictObject({ currentPassword: z.string().max(1024), newPassword: passwordSchema }),
    response: emptySchema,
  }),
  listSessions: defineEndpoint({
    method: 'GET',
    path: '/auth/sessions',
    tag,
    summary: 'The own sessions',
    access: 'authenticated',
    response: z.object({ items: z.array(authSessionSchema) }),
  }),
  deleteSession: defineEndpoint({
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    tag,
    summary: 'End one of the own sessions',
    access: 'authenticated',
    params: idParamsSchema,
    response: emptySchema,
  }),
  createWsTicket: defineEndpoint({
    method: 'POST',
    path: '/auth/ws-ticket',
    tag,
    summary: 'A single-use ticket, valid 30 s, for the first message on the WebSocket',
    access: 'authenticated',
    body: emptySchema,
    response: z.object({ ticket: z.string(), expiresAt: timestampSchema }),
    status: 201,
  }),
} as const;

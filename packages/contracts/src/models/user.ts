import { z } from 'zod';
import { roles } from '../permission.ts';
import { idSchema, timestampSchema } from './primitives.ts';

export const emailSchema = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());
/** 12–256 characters, no composition rules; common passwords are refused by the service. */
export const passwordSchema = z.string().min(12).max(256);

export const userSchema = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  createdAt: timestampSchema,
  lastLoginAt: timestampSchema.nullable(),
});
export type User = z.infer<typeof userSchema>;

export const authSessionSchema = z.object({
  id: idSchema,
  current: z.boolean(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: timestampSchema,
  lastSeenAt: timestampSchema,
  expiresAt: timestampSchema,
});
export type AuthSession = z.infer<typeof authSessionSchema>;

/** The refresh token is never in a body: it travels in an HttpOnly cookie. */
export const tokenAnswerSchema = z.object({
  accessToken: z.string(),
  expiresAt: timestampSchema,
  user: userSchema,
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

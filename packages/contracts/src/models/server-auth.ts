import { z } from 'zod';
import { oauthSchema, probeTokensSchema } from './suite-file.ts';

/** A secret as it is stored with a server: sealed, never given back. No variable of the environment is read for it. */
export const storedSecretSchema = z
  .string()
  .min(1, 'is needed: what is stored cannot be read back')
  .max(20_000)
  .regex(/^[^\0\r\n]*$/, 'must not hold NUL or line breaks');

const [bearer, clientCredentials] = oauthSchema.options;

/** How the lab gets the token it sends with every request. Nobody sits at a worker, so nothing asks in a browser. */
export const storedAuthSchema = z.discriminatedUnion('type', [
  bearer.extend({ token: storedSecretSchema }),
  clientCredentials.extend({ clientSecret: storedSecretSchema }),
]);
export type StoredAuth = z.infer<typeof storedAuthSchema>;

/** What may be shown of it. */
export const authSummarySchema = z.discriminatedUnion('type', [
  bearer.omit({ token: true }),
  clientCredentials.omit({ clientSecret: true }),
]);
export type AuthSummary = z.infer<typeof authSummarySchema>;

export type TokenName = keyof z.infer<typeof probeTokensSchema>;
export const tokenNames = Object.keys(probeTokensSchema.shape) as [TokenName, ...TokenName[]];

/** Tokens that checks present to see what the server makes of them, by what they are. */
export const storedTokensSchema = z.partialRecord(z.enum(tokenNames), storedSecretSchema);
export type StoredTokens = z.infer<typeof storedTokensSchema>;

import fastifyJwt from '@fastify/jwt';
import { LabError } from '@mcp-lab/contracts';
import { deriveKey } from '@mcp-lab/core';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const issuer = 'mcp-reliability-lab';
const audience = 'mcp-lab-api';
/** RFC 9068. */
const type = 'at+jwt';

const claimsSchema = z.object({ sub: z.string(), sid: z.string() });

/** Who a token speaks for; what they may do is looked up, so that a changed role acts at once. */
interface AccessClaims {
  userId: string;
  sessionId: string;
}

export interface AccessTokens {
  sign(claims: AccessClaims): { token: string; expiresAt: number };
  /** Throws `unauthenticated`. */
  verify(token: string): AccessClaims;
}

interface AccessTokenOptions {
  secretKey: string;
  lifeMinutes: number;
  now: () => number;
}

/** HS256 and nothing else, with a key of its own derived from the secret key. */
export async function registerAccessTokens(app: FastifyInstance, options: AccessTokenOptions): Promise<AccessTokens> {
  const key = deriveKey(options.secretKey, 'access-token');
  await app.register(fastifyJwt, {
    secret: key,
    sign: { algorithm: 'HS256', iss: issuer, aud: audience, header: { alg: 'HS256', typ: type } },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      checkTyp: type,
      requiredClaims: ['exp', 'sub', 'sid', 'iss', 'aud'],
      // Verifying costs more than the rest of a small request; the session is still looked up each time.
      cache: 5000,
    },
  });
  return {
    sign({ userId, sessionId }) {
      const issuedAt = Math.floor(options.now() / 1000);
      const expires = issuedAt + options.lifeMinutes * 60;
      const token = app.jwt.sign({ sub: userId, sid: sessionId, iat: issuedAt, exp: expires });
      return { token, expiresAt: expires * 1000 };
    },
    verify(token) {
      const claims = claimsSchema.safeParse(verifyToken(app, token));
      if (!claims.success) throw new LabError('unauthenticated', 'The access token is not valid. Sign in again.');
      return { userId: claims.data.sub, sessionId: claims.data.sid };
    },
  };
}

function verifyToken(app: FastifyInstance, token: string): unknown {
  try {
    return app.jwt.verify(token);
  } catch (error) {
    const expired = error instanceof Error && 'code' in error && error.code === 'FAST_JWT_EXPIRED';
    throw new LabError(
      'unauthenticated',
      expired ? 'The access token has expired. Refresh it.' : 'The access token is not valid. Sign in again.',
    );
  }
}

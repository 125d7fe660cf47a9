import { LabError } from '@mcp-lab/contracts';
import type { FastifyRequest } from 'fastify';

/** Endpoints that set or read the refresh cookie. Everything else is authorised by a header no foreign page can send. */
const cookieEndpoints = new Set(['setup', 'login', 'refresh', 'logout', 'changePassword']);

export function usesCookie(endpointId: string): boolean {
  return cookieEndpoints.has(endpointId);
}

/**
 * Whether a browser sends this on behalf of a foreign page. Browsers name the Origin of every POST and WebSocket; a
 * caller with neither header is no browser, has no cookies of a user and cannot be tricked.
 */
export function isForeignOrigin(
  headers: { origin?: string; 'sec-fetch-site'?: string | string[] },
  allowedOrigins: readonly string[],
): boolean {
  if (headers.origin !== undefined) return !allowedOrigins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Throws `foreign-origin`. */
export function requireOwnOrigin(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  if (isForeignOrigin(request.headers, allowedOrigins)) {
    throw new LabError(
      'foreign-origin',
      'Pages of this origin may not sign in here. An admin can add it to CORS_ORIGINS.',
    );
  }
}

import { type NextRequest, NextResponse } from 'next/server';
import { readWebConfig } from './lib/server-config.ts';

/** Every page gets its own nonce; nothing runs that was not served by this build. */
export function proxy(request: NextRequest): NextResponse {
  const { apiUrl, webSocketUrl } = readWebConfig();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  // biome-ignore lint/style/noProcessEnv: NODE_ENV is a constant of the bundle; React's development build needs eval
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Radix, sonner and the chart size and place things through style attributes and style elements; they cannot run code.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${apiUrl} ${webSocketUrl}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: [{ source: '/((?!_next/static|icon.svg|favicon.ico).*)' }],
};

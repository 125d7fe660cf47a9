import type { Check } from '../../check/check.ts';
import { authTransports } from './auth-scope.ts';
import { httpEvidence } from './http-evidence.ts';
import { describeFetched, fetchDocument } from './metadata.ts';
import { requireRefusal } from './protection.ts';

export const auth0326MetadataCheck: Check = {
  id: 'auth-0326-metadata',
  area: 'auth',
  title: "The authorization server of 2025-03-26 is at the root of the server's origin",
  level: 'SHOULD',
  revisions: ['2025-03-26'],
  transports: authTransports,
  isolation: 'session',
  spec: 'basic/authorization/index#server-metadata-discovery',
  fix: 'Serve /.well-known/oauth-authorization-server at the root of the origin, or /authorize, /token and /register there.',
  async run(context) {
    const refusal = await requireRefusal(context);
    if ('verdict' in refusal) return refusal;
    const origin = context.target.kind === 'http' ? new URL(context.target.url).origin : '';
    const session = await context.open({ handshake: 'none' });
    const metadata = await fetchDocument(session, `${origin}/.well-known/oauth-authorization-server`);
    if (metadata.document !== undefined) {
      return context.passed(`found at ${metadata.url}`, httpEvidence(context, metadata.reply));
    }
    const defaults = await Promise.all(
      ['/authorize', '/token', '/register'].map((path) => fetchDocument(session, `${origin}${path}`)),
    );
    const missing = defaults.filter(({ reply: { status = 404 } }) => status === 404 || status === 401);
    const evidence = httpEvidence(context, metadata.reply, ...defaults.map(({ reply }) => reply));
    if (missing.length === 0) return context.passed('the default endpoints answer', evidence);
    return context.violated(
      `neither metadata nor default endpoints: ${describeFetched([metadata, ...missing])}`,
      evidence,
    );
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { addressOf, isLocal } from './deployment.ts';
import { httpTransports } from './http-transports.ts';

const headWaitMs = 3_000;

export const secTlsRemoteCheck: Check = {
  id: 'sec-tls-remote',
  area: 'security',
  title: 'A server others can reach is reached by TLS',
  level: 'SHOULD',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/authorization/security-considerations#communication-security',
  fix: 'Serve https with a certificate that clients trust, and never redirect to http.',
  async run(context) {
    if (isLocal(context)) return context.notApplicable('the server is a local one');
    const address = addressOf(context);
    if (!address.startsWith('https:')) {
      return context.violated('the address is http: tokens and content can be read and changed on the way');
    }
    const session = await context.open({ handshake: 'none' });
    const reply = await session.fetch({ method: 'GET', timeoutMs: headWaitMs });
    const evidence = httpEvidence(context, reply);
    if (reply.status === undefined) return context.untestable(`no answer: ${reply.failure ?? reply.outcome}`);
    const location = reply.headers?.find(([name]) => name.toLowerCase() === 'location')?.[1];
    const next = location === undefined ? undefined : URL.parse(location, address)?.href;
    if (next?.startsWith('http:')) return context.violated(`it redirects to ${quoteJson(next)}`, evidence);
    return context.passed('https with a certificate that is trusted here', evidence);
  },
};

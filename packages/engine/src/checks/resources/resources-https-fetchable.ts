import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';

const maxFetches = 3;

export const resourcesHttpsFetchableCheck: Check = {
  id: 'resources-https-fetchable',
  area: 'resources',
  title: 'https resources can be fetched from the web',
  level: 'SHOULD',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#https://',
  fix: 'Use https: only for what a client can fetch by itself, and another scheme for what is read through the server.',
  async run(context) {
    const uris = context.tour.resources.map(({ uri }) => uri).filter((uri) => typeof uri === 'string');
    const https = uris.filter((uri) => /^https:/i.test(uri) && URL.canParse(uri));
    if (https.length === 0) return context.notApplicable('no resource with an https: URI is listed');
    if (!context.inputs.allow.network) {
      return context.untestable('fetching from the web must be allowed: allow.network in the suite file');
    }
    const fetched: string[] = [];
    for (const uri of https.slice(0, maxFetches)) {
      const reply = await context.fetchPublic(uri);
      if (reply.status === undefined || reply.status >= 400) {
        return context.violated(
          `a direct fetch of ${quoteJson(uri, 100)} got ${reply.status === undefined ? (reply.failure ?? reply.outcome) : `HTTP ${reply.status}`}`,
        );
      }
      fetched.push(`${quoteJson(uri, 100)}: HTTP ${reply.status}`);
    }
    return context.passed(`fetched directly: ${fetched.join('; ')}`);
  },
};

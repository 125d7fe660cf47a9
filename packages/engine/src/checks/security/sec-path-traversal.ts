import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { borrowReady } from '../jsonrpc/ready-session.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';
import { looksOutside, traversals } from './traversals.ts';

export const secPathTraversalCheck: Check = {
  id: 'sec-path-traversal',
  area: 'security',
  title: 'Files outside of what is offered cannot be read',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/resources#security-considerations',
  fix: 'Resolve the path of each URI, follow links, and refuse whatever does not lie below the offered folders.',
  async run(context) {
    const { resources, resourceTemplates } = context.tour;
    const attempts = traversals(
      resources.map(({ uri }) => uri).filter((uri) => typeof uri === 'string'),
      resourceTemplates.map(({ uriTemplate }) => uriTemplate).filter((template) => typeof template === 'string'),
    );
    if (attempts.length === 0) return context.notApplicable('no resource or template is a file or has a path in it');
    const session = await borrowReady(context);
    if ('verdict' in session) return session;
    const listed = new Set(resources.map(({ uri }) => uri));
    for (const uri of attempts.filter((candidate) => !listed.has(candidate))) {
      const reply = await session.request('resources/read', { uri });
      const leaked = isJsonObject(reply.result) && looksOutside(reply.result, uri);
      if (leaked) return context.violated(`${quoteJson(uri)} gives ${quoteJson(reply.result)}`, replyEvidence(reply));
      if (reply.outcome === 'closed')
        return context.violated(`${quoteJson(uri)} ended the server`, replyEvidence(reply));
    }
    return context.passed(`${attempts.length} ways out of the offered files are refused`);
  },
};

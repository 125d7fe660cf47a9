import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { contentsOf, judgeReads, resourceReads } from './resource-reads.ts';

export const resourcesReadUriMatchCheck: Check = {
  id: 'resources-read-uri-match',
  area: 'resources',
  title: 'What is read bears the URI that was asked for',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource-contents',
  fix: 'Repeat the requested URI in the contents; only a read that gives several may name others.',
  run(context) {
    const single = resourceReads(context).filter((read) => contentsOf(read).length === 1);
    return judgeReads(context, single, 'bear the URI that was asked for', (read) => {
      const [contents] = contentsOf(read);
      if (typeof contents?.uri !== 'string' || normalise(contents.uri) === normalise(read.uri)) return undefined;
      return `gave ${quoteJson(contents.uri, 100)}`;
    });
  },
};

/** `file:///a` and `FILE:///a`, `http://x` and `http://x/` are the same. */
function normalise(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).href : uri;
}

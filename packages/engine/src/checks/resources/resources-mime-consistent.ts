import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { contentsOf, judgeReads, resourceReads } from './resource-reads.ts';

export const resourcesMimeConsistentCheck: Check = {
  id: 'resources-mime-consistent',
  area: 'resources',
  title: 'What is read has the media type that was listed',
  level: 'MAY',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource',
  fix: 'Give the same mimeType in the list and in the contents, and send text as "text".',
  run(context) {
    const listed = new Map(context.tour.resources.map((resource) => [resource.uri, resource]));
    const reads = resourceReads(context).filter(
      (read) => contentsOf(read).length === 1 && typeof listed.get(read.uri)?.mimeType === 'string',
    );
    if (reads.length === 0) return context.untestable('no resource that is listed with a mimeType was read');
    return judgeReads(context, reads, 'have the media type that was listed', (read) => {
      const [{ mimeType, blob } = {}] = contentsOf(read);
      const wanted = String(listed.get(read.uri)?.mimeType);
      if (typeof mimeType === 'string' && essence(mimeType) !== essence(wanted)) {
        return `gave ${quoteJson(mimeType, 60)}; ${quoteJson(wanted, 60)} is listed`;
      }
      return blob !== undefined && essence(wanted).startsWith('text/')
        ? `gave a blob for ${quoteJson(wanted, 60)}`
        : undefined;
    });
  },
};

function essence(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

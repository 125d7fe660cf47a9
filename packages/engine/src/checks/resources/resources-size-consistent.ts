import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { contentsOf, judgeReads, resourceReads } from './resource-reads.ts';

export const resourcesSizeConsistentCheck: Check = {
  id: 'resources-size-consistent',
  area: 'resources',
  title: 'What is read has the size that was listed',
  level: 'MAY',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource',
  fix: 'Give the size of the raw content in bytes, before any Base64, or leave it out where it changes.',
  run(context) {
    const listed = new Map(context.tour.resources.map((resource) => [resource.uri, resource]));
    const reads = resourceReads(context).filter(
      (read) => contentsOf(read).length === 1 && typeof listed.get(read.uri)?.size === 'number',
    );
    if (reads.length === 0) return context.untestable('no resource that is listed with a size was read');
    return judgeReads(context, reads, 'have the size that was listed', (read) => {
      const [{ text, blob } = {}] = contentsOf(read);
      const bytes =
        typeof text === 'string' ? Buffer.byteLength(text) : Buffer.from(String(blob ?? ''), 'base64').length;
      const size = listed.get(read.uri)?.size;
      return bytes === size ? undefined : `gave ${bytes} bytes; the list says ${String(size)}`;
    });
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { contentsOf, judgeReads, resourceReads } from './resource-reads.ts';

export const resourcesBlobBase64Check: Check = {
  id: 'resources-blob-base64',
  area: 'resources',
  title: 'Blobs are Base64',
  level: 'MUST',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#security-considerations',
  fix: 'Encode "blob" as standard Base64 with padding, without line breaks.',
  run(context) {
    const withBlob = resourceReads(context).filter((read) => contentsOf(read).some(({ blob }) => blob !== undefined));
    if (withBlob.length === 0)
      return context.untestable('no blob was read: name a binary resource in the suite file, under resources');
    return judgeReads(context, withBlob, 'have blobs in Base64', (read) => {
      const wrong = contentsOf(read).find(
        ({ blob }) => blob !== undefined && !(typeof blob === 'string' && isFormatted('base64', blob)),
      );
      return wrong && `gave a blob that is not Base64: ${quoteJson(wrong.blob, 80)}`;
    });
  },
};

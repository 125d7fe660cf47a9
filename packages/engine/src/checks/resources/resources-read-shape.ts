import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { findContentsFault } from '../tools/content-blocks.ts';
import { contentsOf, judgeReads, resourceReads } from './resource-reads.ts';

export const resourcesReadShapeCheck: Check = {
  id: 'resources-read-shape',
  area: 'resources',
  title: 'What is read has a URI and either text or a blob',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource-contents',
  fix: 'Answer with an array "contents" of objects that have "uri" and exactly one of "text" and "blob".',
  run(context) {
    return judgeReads(context, resourceReads(context), 'have contents of the schema', (read) => {
      if (!Array.isArray(read.contents)) return `got the contents ${quoteJson(read.contents)} instead of an array`;
      if (!read.contents.every(isJsonObject)) return 'got contents that are no objects';
      const fault = contentsOf(read)
        .map(findContentsFault)
        .find((one) => one !== undefined);
      return fault && `got contents whose ${fault}: ${quoteJson(read.contents)}`;
    });
  },
};

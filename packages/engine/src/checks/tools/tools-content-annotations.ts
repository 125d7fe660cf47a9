import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { nameToolWithIt, toolBlocks } from './content-blocks.ts';
import { findAnnotationFault } from './find-annotation-fault.ts';

export const toolsContentAnnotationsCheck: Check = {
  id: 'tools-content-annotations',
  area: 'tools',
  title: 'Annotations of content have the values of the schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisionsSince('2025-03-26'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#annotations',
  fix: 'Use audience as an array of "user" and "assistant", priority from 0 to 1, and lastModified as an ISO 8601 date.',
  run(context) {
    const annotated = toolBlocks(context).filter(({ block }) => block.annotations !== undefined);
    if (annotated.length === 0) return context.untestable(`no content with annotations came: ${nameToolWithIt}`);
    const wording = { subjects: 'annotated blocks', sound: 'have annotations of the schema' };
    return judgeEach(context, annotated, wording, ({ block, from }) => {
      const fault = findAnnotationFault(block.annotations ?? null, context.revision);
      return fault && `${from} gave one whose ${fault}: ${quoteJson(block.annotations)}`;
    });
  },
};

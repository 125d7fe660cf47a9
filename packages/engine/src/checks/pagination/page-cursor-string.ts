import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { noLists, pagedLists } from './paged-lists.ts';
import { seenPages } from './seen-pages.ts';

export const pageCursorStringCheck: Check = {
  id: 'page-cursor-string',
  area: 'pagination',
  title: 'nextCursor is a string or is left out',
  level: 'MUST',
  derived: 'json-rpc',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/pagination#implementation-guidelines',
  fix: 'Write nextCursor as a string, and leave the member out (no null) where there are no more pages.',
  run(context) {
    if (pagedLists(context.tour.capabilities).length === 0) return context.notApplicable(noLists);
    const wording = { subjects: 'pages', sound: 'have a string for nextCursor, or none' };
    return judgeEach(context, seenPages(context), wording, ({ list, nextCursor }) =>
      nextCursor === undefined || typeof nextCursor === 'string'
        ? undefined
        : `nextCursor of ${list.method} is ${quoteJson(nextCursor)}`,
    );
  },
};

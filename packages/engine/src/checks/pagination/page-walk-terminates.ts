import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { noLists, pagedLists } from './paged-lists.ts';
import { type SeenPage, seenWalks } from './seen-pages.ts';

/** So many pages are never followed: the walk of the tour ends before. */
const manyPages = 50;

export const pageWalkTerminatesCheck: Check = {
  id: 'page-walk-terminates',
  area: 'pagination',
  title: 'Following the cursors of a list comes to an end',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/pagination#pagination-model',
  fix: 'Leave nextCursor out on the last page, and never give out a cursor that leads back.',
  run(context) {
    if (pagedLists(context.tour.capabilities).length === 0) return context.notApplicable(noLists);
    const walks = seenWalks(context);
    if (walks.length === 0) return context.untestable('no list was answered');
    for (const walk of walks) {
      const at = walk.findIndex((page, index) => isRepeated(page, walk.slice(0, index + 1)));
      const page = walk[at];
      if (page === undefined) continue;
      const reason = `page ${at + 1} of ${page.list.method} has the nextCursor ${quoteJson(page.nextCursor)}, which leads to a page already read`;
      return context.violated(reason, [page.request, page.frame]);
    }
    const endless = walks.find((walk) => walk.length >= manyPages && walk.at(-1)?.nextCursor !== undefined);
    if (endless !== undefined) {
      return context.untestable(`${endless[0]?.list.method} has more pages than the ${endless.length} that were read`);
    }
    const longest = walks.toSorted((one, other) => other.length - one.length)[0] ?? [];
    const frames = longest.slice(-1).map(({ frame }) => frame);
    return context.passed(
      `the lists ended; the longest, ${longest[0]?.list.method}, after ${longest.length} pages`,
      frames,
    );
  },
};

function isRepeated({ nextCursor }: SeenPage, until: readonly SeenPage[]): boolean {
  return typeof nextCursor === 'string' && until.some(({ cursor }) => cursor === nextCursor);
}

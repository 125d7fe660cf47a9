import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { noLists, pagedLists } from './paged-lists.ts';
import { type SeenPage, seenPages } from './seen-pages.ts';

const mostEntries = 1_000;

export const pageSizeFreeCheck: Check = {
  id: 'page-size-free',
  area: 'pagination',
  title: 'Pages are of a size that makes sense',
  level: 'MAY',
  revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/pagination#pagination-model',
  fix: 'Put some tens to hundreds of entries on a page, and none on a page only where the list itself is empty.',
  run(context) {
    if (pagedLists(context.tour.capabilities).length === 0) return context.notApplicable(noLists);
    const pages = seenPages(context);
    if (pages.length === 0) return context.untestable('no list was answered');
    const odd = pages.find((page) => oddityOf(page) !== undefined);
    if (odd !== undefined) {
      return context.violated(`a page of ${odd.list.method} ${oddityOf(odd)}`, [odd.request, odd.frame]);
    }
    const told = pagedLists(context.tour.capabilities).map(({ method }) => describeSizes(method, pages));
    return context.passed(told.join('; '), [pages[0]?.frame]);
  },
};

function oddityOf({ entries, nextCursor }: SeenPage): string | undefined {
  if (entries === 0 && typeof nextCursor === 'string') return 'is empty and yet not the last';
  return entries > mostEntries ? `has ${entries} entries` : undefined;
}

function describeSizes(method: string, pages: readonly SeenPage[]): string {
  const own = pages.filter((page) => page.list.method === method);
  const sizes = [...new Set(own.map(({ entries }) => entries))].toSorted((one, other) => one - other);
  const slowest = Math.max(0, ...own.map(({ durationMs }) => durationMs));
  return `${method}: pages of ${sizes.join(', ')} entries, ${Math.ceil(slowest)} ms at most`;
}

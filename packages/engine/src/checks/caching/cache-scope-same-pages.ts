import { type Frame, isJsonObject } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import type { ResultInRun } from '../lifecycle/results-in-run.ts';
import { cacheableLists, cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

export const cacheScopeSamePagesCheck: Check = {
  ...caching,
  id: 'cache-scope-same-pages',
  title: 'All pages of a list have the same cacheScope',
  level: 'MUST',
  isolation: 'tour',
  spec: 'server/utilities/caching#interaction-with-pagination',
  fix: 'Decide on the cacheScope of a list as a whole: if one page is private, all are.',
  run(context) {
    const pairs = followingPages(context);
    if (pairs.length === 0) return context.notApplicable('no list had a second page');
    return judgeEach(
      context,
      pairs,
      { subjects: 'following pages', sound: 'have the scope of the page before' },
      ({ first, next }) =>
        first.result.cacheScope === next.result.cacheScope
          ? undefined
          : `${next.method} has a page with cacheScope ${quoteJson(first.result.cacheScope)} and then one with ${quoteJson(next.result.cacheScope)}`,
    );
  },
};

/** A page and the one its cursor led to, as far as both say a scope. */
function followingPages(context: CheckContext): { first: ResultInRun; next: ResultInRun; frame: Frame }[] {
  const pages = cacheableResults(context).filter(
    ({ method, result }) => cacheableLists.some((list) => list === method) && result.cacheScope !== undefined,
  );
  return pages.flatMap((next) => {
    const cursor = isJsonObject(next.request.params) ? next.request.params.cursor : undefined;
    if (cursor === undefined) return [];
    const first = pages.findLast(
      ({ method, frame, result }) =>
        method === next.method &&
        frame.connection === next.frame.connection &&
        frame.seq < next.frame.seq &&
        result.nextCursor === cursor,
    );
    return first === undefined ? [] : [{ first, next, frame: next.frame }];
  });
}

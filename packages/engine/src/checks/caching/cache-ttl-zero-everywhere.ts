import type { Check } from '../../check/check.ts';
import { cacheableLists, cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

export const cacheTtlZeroEverywhereCheck: Check = {
  ...caching,
  id: 'cache-ttl-zero-everywhere',
  title: 'At least one list may be kept by clients for a while',
  level: 'MAY',
  isolation: 'tour',
  spec: 'server/utilities/caching#time-to-live-ttl-field',
  fix: 'Give lists that rarely change a ttlMs above 0, so that clients need not fetch them for every conversation.',
  run(context) {
    const lists = cacheableResults(context).filter(
      ({ method, result }) => cacheableLists.some((list) => list === method) && typeof result.ttlMs === 'number',
    );
    if (lists.length === 0) return context.untestable('no list was given with a ttlMs');
    const longest = Math.max(...lists.map(({ result }) => Number(result.ttlMs)));
    return longest > 0
      ? context.passed(`the longest ttlMs of ${lists.length} lists is ${longest}`)
      : context.violated(
          `all ${lists.length} lists have the ttlMs 0, so that clients cannot keep them`,
          lists.slice(0, 2).map(({ frame }) => frame),
        );
  },
};

import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

export const cacheTtlValidCheck: Check = {
  ...caching,
  id: 'cache-ttl-valid',
  title: 'ttlMs is an integer of at least 0',
  level: 'MUST',
  isolation: 'tour',
  spec: 'server/utilities/caching#time-to-live-ttl-field',
  fix: 'Give ttlMs as a whole number of milliseconds, 0 or more.',
  run: (context) =>
    judgeEach(
      context,
      cacheableResults(context).filter(({ result }) => result.ttlMs !== undefined),
      { subjects: 'results with ttlMs', sound: 'have a valid one' },
      ({ method, result: { ttlMs } }) =>
        typeof ttlMs === 'number' && Number.isInteger(ttlMs) && ttlMs >= 0
          ? undefined
          : `${method} has the ttlMs ${quoteJson(ttlMs)}`,
    ),
};

import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

export const cacheScopeValidCheck: Check = {
  ...caching,
  id: 'cache-scope-valid',
  title: 'cacheScope is public or private',
  level: 'MUST',
  derived: 'json-rpc',
  isolation: 'tour',
  spec: 'server/utilities/caching#cache-scope-field',
  fix: 'Give cacheScope as "public", if the result is the same for everybody, or as "private".',
  run: (context) =>
    judgeEach(
      context,
      cacheableResults(context).filter(({ result }) => result.cacheScope !== undefined),
      { subjects: 'results with cacheScope', sound: 'have a valid one' },
      ({ method, result: { cacheScope } }) =>
        cacheScope === 'public' || cacheScope === 'private'
          ? undefined
          : `${method} has the cacheScope ${quoteJson(cacheScope)}`,
    ),
};

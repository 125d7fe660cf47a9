import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

const hints = ['ttlMs', 'cacheScope'];

export const cacheHintsPresentCheck: Check = {
  ...caching,
  id: 'cache-hints-present',
  title: 'Results that may be cached say for how long and for whom',
  level: 'MUST',
  isolation: 'tour',
  spec: 'server/utilities/caching#cacheable-results',
  fix: 'Add ttlMs and cacheScope to the results of server/discover, all list methods and resources/read; {"ttlMs": 0, "cacheScope": "private"} keeps clients from caching.',
  run: (context) =>
    judgeEach(
      context,
      cacheableResults(context),
      { subjects: 'cacheable results', sound: 'carry both hints' },
      ({ method, result }) => {
        const missing = hints.filter((hint) => result[hint] === undefined);
        return missing.length === 0 ? undefined : `the result of ${method} lacks ${missing.join(' and ')}`;
      },
    ),
};

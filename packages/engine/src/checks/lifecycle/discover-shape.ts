import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { validateServerFrame } from '../../revision/validate-server-frame.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from './modern-scope.ts';
import { discoverResultsInRun } from './results-in-run.ts';

export const discoverShapeCheck: Check = {
  id: 'discover-shape',
  area: 'lifecycle',
  title: 'A DiscoverResult has all its members, in their types',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'server/discover#discoverresult',
  fix: 'Return supportedVersions (a non-empty array of strings), capabilities (an object), resultType, ttlMs and cacheScope.',
  run(context) {
    return judgeEach(
      context,
      discoverResultsInRun(context),
      { subjects: 'discover results', sound: 'have the required members' },
      ({ frame, result }) => {
        const { errors } = validateServerFrame(context.revision, frame.json ?? null, 'server/discover');
        if (errors.length > 0) return `${errors.slice(0, 3).join('; ')} in ${quoteJson(result)}`;
        const { supportedVersions } = result;
        const isEmpty = Array.isArray(supportedVersions) && supportedVersions.length === 0;
        return isEmpty ? 'supportedVersions is empty, so no version could be used' : undefined;
      },
    );
  },
};

import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { completionResults, valuesOf } from './ask-completion.ts';

export const completionMax100Check: Check = {
  id: 'completion-max-100',
  area: 'completion',
  title: 'No completion has more than 100 values',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/utilities/completion#completion-results',
  fix: 'Return the best 100 at most, and say with hasMore that there are more.',
  run(context) {
    const results = completionResults(context);
    if (results.length === 0) return context.untestable('no completion was answered with a result');
    return judgeEach(
      context,
      results,
      { subjects: 'completions', sound: 'have at most 100 values' },
      ({ completion }) => {
        const count = valuesOf({ completion: completion ?? null })?.length ?? 0;
        return count > 100 ? `one has ${count} values` : undefined;
      },
    );
  },
};

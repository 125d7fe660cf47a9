import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from './modern-scope.ts';
import { resultsInRun } from './results-in-run.ts';

export const resultTypePresentCheck: Check = {
  id: 'result-type-present',
  area: 'lifecycle',
  title: 'Every result says its resultType',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/index#resulttype',
  fix: 'Add "resultType": "complete" to every result that is final.',
  run(context) {
    return judgeEach(
      context,
      resultsInRun(context),
      { subjects: 'results', sound: 'have a resultType' },
      ({ method, result }) =>
        typeof result.resultType === 'string'
          ? undefined
          : `${method}: expected a string as resultType, got ${quoteJson(result.resultType)} in ${quoteJson(result)}`,
    );
  },
};

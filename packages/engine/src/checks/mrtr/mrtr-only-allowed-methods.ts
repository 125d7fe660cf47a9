import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';

const askingMethods = ['tools/call', 'prompts/get', 'resources/read'];

export const mrtrOnlyAllowedMethodsCheck: Check = {
  id: 'mrtr-only-allowed-methods',
  area: 'mrtr',
  title: 'Only calls, prompts and reads are answered with a question',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  spec: 'basic/patterns/mrtr#supported-requests',
  fix: 'Ask for input only in the answer to tools/call, prompts/get or resources/read.',
  run(context) {
    const wording = { subjects: 'results', sound: 'ask for input only where they may' };
    return judgeEach(context, resultsInRun(context), wording, ({ method, result }) =>
      result.resultType === 'input_required' && !askingMethods.includes(method)
        ? `${method} was answered with resultType "input_required": ${quoteJson(result)}`
        : undefined,
    );
  },
};

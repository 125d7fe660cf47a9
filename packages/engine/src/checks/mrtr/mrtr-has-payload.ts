import { isJsonObject, modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askingRoles } from './call-rounds.ts';
import { judgeQuestions } from './judge-questions.ts';
import { inputRequiredResults } from './questions.ts';

export const mrtrHasPayloadCheck: Check = {
  id: 'mrtr-has-payload',
  area: 'mrtr',
  title: 'A result that asks for input says what, or gives a state',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/patterns/mrtr#server-requirements-basic-workflow',
  fix: 'Put inputRequests, requestState or both into every result with resultType "input_required".',
  run(context) {
    const wording = { subjects: 'results that ask for input', sound: 'have inputRequests or requestState' };
    return judgeQuestions(context, askingRoles, inputRequiredResults(context), wording, ({ method, result }) =>
      isJsonObject(result.inputRequests) || typeof result.requestState === 'string'
        ? undefined
        : `${method} got neither inputRequests nor requestState: ${quoteJson(result)}`,
    );
  },
};

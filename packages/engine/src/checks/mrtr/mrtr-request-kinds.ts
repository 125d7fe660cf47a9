import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { vocabularyOf } from '../../revision/vocabulary.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askingRoles } from './call-rounds.ts';
import { judgeQuestions } from './judge-questions.ts';
import { inputRequiredResults } from './questions.ts';

export const mrtrRequestKindsCheck: Check = {
  id: 'mrtr-request-kinds',
  area: 'mrtr',
  title: 'What is asked for is a form, a URL, a completion or the roots, with valid parameters',
  level: 'MUST',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/patterns/mrtr#inputrequests',
  fix: 'Make each value of inputRequests an object with method elicitation/create, sampling/createMessage or roots/list and the params of that request.',
  run(context) {
    const asking = inputRequiredResults(context).filter(({ result }) => 'inputRequests' in result);
    const { inputRequired } = vocabularyOf(context.revision);
    const shape = inputRequired?.kind === 'fields' ? inputRequired.optional.inputRequests : undefined;
    const wording = { subjects: 'results with inputRequests', sound: 'ask in one of the three ways' };
    return judgeQuestions(context, askingRoles, asking, wording, ({ method, result }) => {
      const [fault] = shape === undefined ? [] : checkShape(shape, result.inputRequests, 'inputRequests');
      return fault && `${method}: ${fault} in ${quoteJson(result.inputRequests)}`;
    });
  },
};

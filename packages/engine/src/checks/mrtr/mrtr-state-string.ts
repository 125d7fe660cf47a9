import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { askingRoles } from './call-rounds.ts';
import { judgeQuestions } from './judge-questions.ts';
import { inputRequiredResults } from './questions.ts';

export const mrtrStateStringCheck: Check = {
  id: 'mrtr-state-string',
  area: 'mrtr',
  title: 'requestState is a string',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'basic/patterns/mrtr#inputrequiredresult',
  fix: 'Encode the state as one string, for example as Base64 of something signed or encrypted.',
  run(context) {
    const stateful = inputRequiredResults(context).filter(({ result }) => 'requestState' in result);
    const wording = { subjects: 'results with a requestState', sound: 'have a string there' };
    return judgeQuestions(context, ['keepsState', ...askingRoles], stateful, wording, ({ method, result }) =>
      typeof result.requestState === 'string'
        ? undefined
        : `${method}: expected a string as requestState, got ${quoteJson(result.requestState)}`,
    );
  },
};

import { modernRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { modernTransports } from '../lifecycle/modern-scope.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

export const elicitModernNoIdCheck: Check = {
  id: 'elicit-modern-no-id',
  area: 'elicitation',
  title: 'An elicitation of a URL carries no id',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: modernRevisions,
  transports: modernTransports,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'changelog',
  fix: 'Leave out elicitationId and notifications/elicitation/complete: at this revision the retry of the call shows whether the user is done.',
  run(context) {
    const complete = serverMessages(context).find(
      ({ message }) => message.method === 'notifications/elicitation/complete',
    );
    if (complete !== undefined) {
      return context.violated(`${complete.message.method} came, which this revision does not have`, [complete.frame]);
    }
    const wording = { subjects: 'elicitations of a URL', sound: 'carry no elicitationId' };
    return judgeQuestions(context, ['elicitsUrl'], elicitationsInRun(context, 'url'), wording, ({ params }) =>
      'elicitationId' in params ? `a URL came with an elicitationId: ${quoteJson(params)}` : undefined,
    );
  },
};

import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

export const elicitMessagePresentCheck: Check = {
  id: 'elicit-message-present',
  area: 'elicitation',
  title: 'Every elicitation says why',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#elicitation-requests',
  fix: 'Put a sentence for the user into message.',
  run(context) {
    const wording = { subjects: 'elicitations', sound: 'have a message' };
    return judgeQuestions(
      context,
      ['elicitsForm', 'elicitsUrl', 'keepsState'],
      elicitationsInRun(context),
      wording,
      ({ params }) =>
        typeof params.message === 'string' && params.message.trim() !== ''
          ? undefined
          : `expected a message for the user, got ${quoteJson(params)}`,
    );
  },
};

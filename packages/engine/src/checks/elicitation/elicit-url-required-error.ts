import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsOf } from '../mrtr/questions.ts';

export const elicitUrlRequiredErrorCheck: Check = {
  id: 'elicit-url-required-error',
  area: 'elicitation',
  title: 'Error −32042 lists elicitations of mode url',
  level: 'MUST',
  revisions: ['2025-11-25'],
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#error-handling',
  fix: 'Put the elicitations that have to be done first into data.elicitations, each with mode "url", message, url and elicitationId.',
  run(context) {
    const errors = serverMessages(context).flatMap(({ frame, message: { error } }) =>
      isJsonObject(error) && error.code === -32042 ? [{ frame, error }] : [],
    );
    const wording = { subjects: 'errors -32042', sound: 'list elicitations of mode url' };
    return judgeQuestions(context, ['elicitsUrl'], errors, wording, ({ error }) => {
      const elicitations = elicitationsOf(error);
      if (elicitations.length === 0) return `data.elicitations is empty or missing in ${quoteJson(error)}`;
      const odd = elicitations.find((one) => !isUrlElicitation(one));
      return odd === undefined ? undefined : `expected mode, url, message and elicitationId, got ${quoteJson(odd)}`;
    });
  },
};

function isUrlElicitation(elicitation: JsonValue): boolean {
  if (!isJsonObject(elicitation) || elicitation.mode !== 'url') return false;
  return ['url', 'message', 'elicitationId'].every((member) => typeof elicitation[member] === 'string');
}

import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

const link = /\b(?:https?:\/\/|www\.)\S+/i;

export const elicitFormNoLinksCheck: Check = {
  id: 'elicit-form-no-links',
  area: 'elicitation',
  title: 'A form holds no links',
  level: 'SHOULD',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#safe-url-handling',
  fix: 'Send the user somewhere by an elicitation of mode url, which shows the address and asks for consent.',
  run(context) {
    const wording = { subjects: 'forms', sound: 'hold no links' };
    return judgeQuestions(
      context,
      ['elicitsForm', 'keepsState'],
      elicitationsInRun(context, 'form'),
      wording,
      ({ params }) => {
        const text = shownTexts(params).find((one) => link.test(one));
        return text && `a form shows a link: ${quoteJson(text)}`;
      },
    );
  },
};

/** The message, and the titles and descriptions of what is asked for. */
function shownTexts({ message, requestedSchema }: JsonObject): string[] {
  const properties = isJsonObject(requestedSchema) ? requestedSchema.properties : undefined;
  const fields = isJsonObject(properties) ? Object.values(properties).filter(isJsonObject) : [];
  const shown = [message, ...fields.flatMap(({ title, description }) => [title, description])];
  return shown.filter((text) => typeof text === 'string');
}

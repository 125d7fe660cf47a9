import { isJsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';
import { textsIn } from './texts-in.ts';

const secretField =
  /\b(password|passwd|passphrase|pin code|secret|api ?key|access ?token|auth(entication)? token|private key|credential|card ?number|credit card|cvv|cvc|social security|ssn)s?\b/i;

export const secElicitNoSecretsCheck: Check = {
  id: 'sec-elicit-no-secrets',
  area: 'security',
  title: 'Forms do not ask for secrets',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#user-interaction-model',
  fix: 'Ask for credentials by a URL the user opens (mode url), never by a form: what is typed there passes through the client and its model.',
  run(context) {
    const wording = { subjects: 'forms', sound: 'ask for no secret' };
    const forms = elicitationsInRun(context, 'form');
    return judgeQuestions(context, ['elicitsForm', 'keepsState'], forms, wording, ({ params }) => {
      const { requestedSchema } = params;
      const properties = isJsonObject(requestedSchema) ? requestedSchema.properties : undefined;
      const fields = Object.entries(isJsonObject(properties) ? properties : {});
      const asked = fields.find(([name, property]) =>
        secretField.test([name, ...textsIn(property)].map(separateWords).join(' ')),
      );
      return asked && `a form has the field ${quoteJson(asked[0])}: ${quoteJson(asked[1])}`;
    });
  },
};

/** `apiKey` and `api_key` become `api key`. */
function separateWords(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
}

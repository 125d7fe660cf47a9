import { isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeQuestions } from '../mrtr/judge-questions.ts';
import { elicitationsInRun } from '../mrtr/questions.ts';

const primitives = ['string', 'number', 'integer', 'boolean'];
const typeOfDefault: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'array',
};

export const elicitSchemaFlatCheck: Check = {
  id: 'elicit-schema-flat',
  area: 'elicitation',
  title: 'A form is a flat object of texts, numbers, booleans and choices',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  exercise: 'asking',
  spec: 'client/elicitation#requested-schema',
  fix: 'Ask for one level of properties of type string, number, integer, boolean or an enumeration, with the formats email, uri, date and date-time only.',
  run(context) {
    const wording = { subjects: 'forms', sound: 'are flat and use what a form may use' };
    return judgeQuestions(
      context,
      ['elicitsForm', 'keepsState'],
      elicitationsInRun(context, 'form'),
      wording,
      ({ params }) => {
        const { requestedSchema } = params;
        const fault = isJsonObject(requestedSchema) ? findFault(context, requestedSchema) : 'is no object';
        return fault && `requestedSchema ${fault}: ${quoteJson(requestedSchema)}`;
      },
    );
  },
};

function findFault({ revision }: CheckContext, { type, properties, required = [] }: JsonObject): string | undefined {
  if (type !== 'object') return 'is not of type object';
  if (!isJsonObject(properties)) return 'has no properties';
  if (!Array.isArray(required)) return 'has a required that is no list';
  const unknown = required.find((name) => typeof name !== 'string' || !Object.hasOwn(properties, name));
  if (unknown !== undefined) return `requires ${quoteJson(unknown)}, which it does not have`;
  for (const [name, property] of Object.entries(properties)) {
    const fault = isJsonObject(property) ? faultOfProperty(property, revision) : 'is no object';
    if (fault !== undefined) return `has the property ${quoteJson(name)}, which ${fault}`;
  }
  return undefined;
}

function faultOfProperty(property: JsonObject, revision: Revision): string | undefined {
  const { type, format, default: byDefault, items } = property;
  if (typeof type !== 'string') return 'has no single type';
  // Choices of several came with 2025-11-25.
  const isChoice =
    type === 'array' && revision >= '2025-11-25' && isJsonObject(items) && ('enum' in items || 'anyOf' in items);
  if (!isChoice && !primitives.includes(type)) return `is of type ${quoteJson(type)}`;
  if (format !== undefined && !['email', 'uri', 'date', 'date-time'].includes(String(format))) {
    return `has the format ${quoteJson(format)}`;
  }
  if (byDefault === undefined) return undefined;
  const kind = Array.isArray(byDefault) ? 'array' : typeof byDefault;
  if (kind !== typeOfDefault[type]) return `has a default of another type: ${quoteJson(byDefault)}`;
  const choices = choicesOf(isChoice && isJsonObject(items) ? items : property);
  const chosen = Array.isArray(byDefault) ? byDefault : [byDefault];
  const isAmong = choices === undefined || chosen.every((value) => choices.includes(value));
  return isAmong ? undefined : `has a default that is none of its choices: ${quoteJson(byDefault)}`;
}

function choicesOf({ enum: plain, oneOf, anyOf }: JsonObject): JsonValue[] | undefined {
  if (Array.isArray(plain)) return plain;
  const titled = [oneOf, anyOf].find(Array.isArray);
  return titled?.map((choice) => (isJsonObject(choice) ? (choice.const ?? null) : null));
}

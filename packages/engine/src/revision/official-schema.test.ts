import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isJsonObject, type JsonObject, type JsonValue, type Revision, revisions } from '@mcp-lab/wire';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../random/seeded-random.ts';
import { createInstanceGenerator } from './official-schema/generate-instance.ts';
import { mutate } from './official-schema/mutate.ts';
import { validateServerFrame } from './validate-server-frame.ts';

/** The published schemas stand beside the repository; they are data of the specification and not part of the product. */
const folder = fileURLToPath(new URL('../../../../../shared/mcp-schema/', import.meta.url));
const rounds = 60;
const mutationsPerInstance = 6;

describe.skipIf(!existsSync(folder))(
  'own definitions agree with the official schemas (skipped where ../shared/mcp-schema is absent)',
  () => {
    for (const revision of revisions) {
      const official = loadOfficial(revision);
      for (const subject of official.subjects) {
        test(`${revision} ${subject.name}`, () => {
          const random = createSeededRandom(20_261_122, `${revision} ${subject.name}`);
          const generate = createInstanceGenerator(official.definitions, random);
          let accepted = 0;
          for (let round = 0; round < rounds; round++) {
            const instance = subject.wrap(generate(subject.definition));
            const mutants = Array.from({ length: mutationsPerInstance }, () => mutate(instance, random));
            for (const message of [instance, ...mutants]) {
              const expected = subject.accepts(message);
              const own = validateServerFrame(revision, message, subject.requestMethod);
              if (isJustifiedDifference(revision, message, subject)) continue;
              expect({ message, valid: own.valid, errors: own.valid ? [] : own.errors }).toEqual({
                message,
                valid: expected,
                errors: expected ? [] : own.errors,
              });
              if (expected) accepted++;
            }
          }
          // Otherwise agreement would mean nothing.
          expect(accepted).toBeGreaterThan(rounds / 2);
        });
      }
    }
  },
);

interface Subject {
  name: string;
  /** Name of the official definition instances are made from. */
  definition: string;
  requestMethod?: string;
  wrap(instance: JsonValue): JsonValue;
  accepts(message: JsonValue): boolean;
}

/** Where ours says something else on purpose. Everything else must agree. */
function isJustifiedDifference(revision: Revision, message: JsonValue, subject: Subject): boolean {
  if (!isJsonObject(message)) return false;
  // A response with both, or a message that is neither: the official union is open and takes them.
  if ('result' in message && 'error' in message) return true;
  // The member that tells what kind of message it is was mutated: the two validators are asked different questions.
  const kind =
    'method' in message ? ('id' in message ? 'request' : 'notification') : 'result' in message ? 'result' : 'error';
  if (kind !== subject.name.split(' ')[0]) return true;
  if (kind === 'notification' || kind === 'request') return message.method !== subject.name.split(' ')[1];
  // JSON-RPC wants null where the id could not be read, HTTP allows none: both are shapes we take at every revision.
  if (kind === 'error') return message.id === undefined || message.id === null;
  // The official union takes `input_required` without its members for any complete result; we judge by `resultType`.
  const type = isJsonObject(message.result) ? message.result.resultType : undefined;
  const expected = subject.definition === 'InputRequiredResult' ? 'input_required' : 'complete';
  return revision === '2026-07-28' && typeof type === 'string' && type !== expected;
}

function loadOfficial(revision: Revision) {
  const isDraft7 = revision < '2025-11-25';
  const schema = readSchema(revision);
  const definitions = (isDraft7 ? schema.definitions : schema.$defs) as Record<string, JsonObject>;
  const root = isDraft7 ? '#/definitions/' : '#/$defs/';
  const ajv = new (isDraft7 ? Ajv : Ajv2020)({ strict: false, allErrors: false });
  addFormats.default(ajv);
  ajv.addSchema(schema, revision);
  const compiled = new Map<string, ValidateFunction>();
  const fits = (definition: string, value: JsonValue | undefined) => {
    const known = compiled.get(definition) ?? ajv.compile({ $ref: `${revision}${root}${definition}` });
    compiled.set(definition, known);
    return known(value) === true;
  };
  return { definitions, subjects: subjectsOf(definitions, fits) };
}

function readSchema(revision: Revision): JsonObject & { definitions?: JsonValue; $defs?: JsonValue } {
  if (!existsSync(folder)) return { definitions: {}, $defs: {} };
  const schema = JSON.parse(readFileSync(`${folder}${revision}.json`, 'utf8')) as JsonObject;
  const defs = (schema.$defs ?? schema.definitions) as Record<string, JsonObject>;
  // Faults of the published files: JSONValue forgets null and fractions, which the specification's text allows.
  if (defs.JSONValue) defs.JSONValue = {};
  return schema;
}

function subjectsOf(
  definitions: Record<string, JsonObject>,
  fits: (name: string, value: JsonValue | undefined) => boolean,
): Subject[] {
  const subjects: Subject[] = [];
  const resultEnvelope = 'JSONRPCResultResponse' in definitions ? 'JSONRPCResultResponse' : 'JSONRPCResponse';
  const errorEnvelope = 'JSONRPCErrorResponse' in definitions ? 'JSONRPCErrorResponse' : 'JSONRPCError';
  const addResult = (
    name: string,
    definition: string,
    requestMethod: string | undefined,
    alternatives = [definition],
  ) => {
    if (!(definition in definitions)) return;
    subjects.push({
      name: `result ${name}`,
      definition,
      requestMethod,
      wrap: (result) => ({ jsonrpc: '2.0', id: 7, result: withResultType(result, definition) }),
      accepts: (message) =>
        fits(resultEnvelope, message) && alternatives.some((each) => fits(each, (message as JsonObject).result)),
    });
  };
  for (const [method, definition] of Object.entries(resultDefinitions)) {
    const withTask = definition === 'CallToolResult' && 'CreateTaskResult' in definitions;
    addResult(method, definition, method, withTask ? ['CallToolResult', 'CreateTaskResult'] : undefined);
  }
  addResult('tools/call as task', 'CreateTaskResult', 'tools/call', ['CallToolResult', 'CreateTaskResult']);
  addResult('tools/call asking', 'InputRequiredResult', 'tools/call');
  addResult('something/unknown', 'Result', 'something/unknown');
  addMessages('notification', 'JSONRPCNotification', 'ServerNotification', {});
  addMessages('request', 'JSONRPCRequest', 'ServerRequest', { jsonrpc: '2.0', id: 'a' });
  for (const definition of [
    'UnsupportedProtocolVersionError',
    'MissingRequiredClientCapabilityError',
    'URLElicitationRequiredError',
    errorEnvelope,
  ]) {
    if (!(definition in definitions)) continue;
    subjects.push({
      name: `error ${definition}`,
      definition,
      wrap: (message) => ({ jsonrpc: '2.0', id: 3, ...(message as JsonObject) }),
      accepts: (message) =>
        fits(errorEnvelope, message) &&
        specificErrors(message).every((each) => !(each in definitions) || fits(each, message)),
    });
  }
  return subjects;

  function addMessages(kind: string, envelope: string, union: string, extra: JsonObject) {
    const options = (definitions[union]?.anyOf ?? []) as { $ref: string }[];
    for (const { $ref } of options) {
      const definition = $ref.split('/').at(-1) ?? '';
      const properties = (definitions[definition]?.properties ?? {}) as Record<string, JsonObject>;
      subjects.push({
        name: `${kind} ${String(properties.method?.const)}`,
        definition,
        wrap: (message) => ({ jsonrpc: '2.0', ...extra, ...(message as JsonObject) }),
        accepts: (message) => fits(envelope, message) && fits(definition, message),
      });
    }
  }
}

/** The official files say only that it is a string. */
function withResultType(result: JsonValue, definition: string): JsonValue {
  if (!isJsonObject(result) || typeof result.resultType !== 'string') return result;
  return { ...result, resultType: definition === 'InputRequiredResult' ? 'input_required' : 'complete' };
}

function specificErrors(message: JsonValue): string[] {
  const error = isJsonObject(message) ? message.error : undefined;
  const code = isJsonObject(error) ? error.code : undefined;
  const byCode: Record<string, string> = {
    '-32022': 'UnsupportedProtocolVersionError',
    '-32021': 'MissingRequiredClientCapabilityError',
    '-32042': 'URLElicitationRequiredError',
  };
  const name = byCode[String(code)];
  return name === undefined ? [] : [name];
}

const resultDefinitions = {
  initialize: 'InitializeResult',
  'server/discover': 'DiscoverResult',
  'tools/list': 'ListToolsResult',
  'tools/call': 'CallToolResult',
  'resources/list': 'ListResourcesResult',
  'resources/templates/list': 'ListResourceTemplatesResult',
  'resources/read': 'ReadResourceResult',
  'prompts/list': 'ListPromptsResult',
  'prompts/get': 'GetPromptResult',
  'completion/complete': 'CompleteResult',
  'subscriptions/listen': 'SubscriptionsListenResult',
  'tasks/get': 'GetTaskResult',
  'tasks/cancel': 'CancelTaskResult',
  'tasks/list': 'ListTasksResult',
  'tasks/result': 'GetTaskPayloadResult',
};

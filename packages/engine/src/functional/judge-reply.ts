import type { CallOutcome, Expectation } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue, type Reply } from '@mcp-lab/wire';
import { validateJson } from '../json-schema/validate-json.ts';
import type { ClassifiedReply } from './classify-reply.ts';
import { judgeAssertion } from './judge-assertion.ts';
import { judgeText } from './judge-text.ts';
import { textOfResult } from './text-of-result.ts';

export interface JudgedCall {
  reply: Reply;
  classified: ClassifiedReply;
  /** The schema the tool publishes for its output; undefined where it publishes none. */
  outputSchema: JsonValue | undefined;
}

/** What is wrong with a reply, one sentence each; empty when everything expected came. */
export function judgeReply(expected: Expectation, call: JudgedCall): string[] {
  const { reply, classified } = call;
  const wanted = wantedOutcomes(expected);
  if (!wanted.includes(classified.outcome)) {
    const why = classified.detail === '' ? '' : ` (${classified.detail})`;
    const said = saidBy(call);
    return [`should end with ${wanted.join(' or ')}, but ended with ${classified.outcome}${why}${said}`];
  }
  const document = documentOf(call);
  return [
    ...judgeIsError(expected.isError, document),
    ...judgeError(expected.error, reply),
    ...(expected.text === undefined ? [] : judgeText('the text', expected.text, textOfResult(document))),
    ...(expected.assert ?? []).flatMap((assertion) => judgeAssertion(assertion, document)),
    ...judgeSchema(expected.outputSchema, call, document),
    ...judgeLatency(expected.latency, reply),
  ];
}

/** What JSONPaths are applied to: the result, or the error of a protocol error. */
export function documentOf({ reply }: Pick<JudgedCall, 'reply'>): JsonObject {
  if (isJsonObject(reply.result)) return reply.result;
  return isJsonObject(reply.error) ? reply.error : {};
}

function wantedOutcomes({ outcome, isError, error }: Expectation): CallOutcome[] {
  if (outcome !== undefined) return [outcome].flat();
  if (error !== undefined) return ['protocol_error'];
  return [isError === true ? 'tool_error' : 'ok'];
}

/** A tool that fails says why in its text. */
function saidBy(call: JudgedCall): string {
  if (call.classified.outcome !== 'tool_error') return '';
  const text = textOfResult(documentOf(call)).slice(0, 300);
  return text === '' ? '' : `: ${text}`;
}

function judgeIsError(expected: boolean | undefined, document: JsonObject): string[] {
  const isError = document.isError === true;
  if (expected === undefined || expected === isError) return [];
  return [`isError should be ${expected}, but is ${isError}`];
}

function judgeError(expected: Expectation['error'], { error }: Reply): string[] {
  if (expected === undefined) return [];
  if (error === undefined) return ['a JSON-RPC error should have come, but none did'];
  const faults: string[] = [];
  if (expected.code !== undefined && error.code !== expected.code) {
    faults.push(`the error code should be ${expected.code}, but is ${JSON.stringify(error.code)}`);
  }
  if (expected.message !== undefined) {
    const message = typeof error.message === 'string' ? error.message : '';
    faults.push(...judgeText('the error message', expected.message, message));
  }
  return faults;
}

function judgeSchema(
  expected: Expectation['outputSchema'],
  { outputSchema }: JudgedCall,
  document: JsonObject,
): string[] {
  if (expected === undefined) return [];
  const schema = expected === true ? outputSchema : (expected as JsonObject);
  if (schema === undefined) return ['the tool publishes no outputSchema to validate against'];
  if (document.structuredContent === undefined) return ['structuredContent is missing'];
  const { valid, errors, notChecked } = validateJson(schema, document.structuredContent);
  // What was not looked at is no success.
  if (valid) return notChecked.map((what) => `structuredContent could not be validated: ${what}`);
  const shown = errors.slice(0, 5).map(({ path, message }) => `${path === '' ? 'the whole' : path}: ${message}`);
  return [
    `structuredContent is not valid under the ${expected === true ? 'published' : 'given'} schema: ${shown.join('; ')}`,
  ];
}

function judgeLatency(expected: Expectation['latency'], { startedNs, endedNs }: Reply): string[] {
  if (expected === undefined) return [];
  const ms = (endedNs - startedNs) / 1e6;
  return ms <= expected.maxMs
    ? []
    : [`the answer should come within ${expected.maxMs} ms, but took ${Math.round(ms)} ms`];
}

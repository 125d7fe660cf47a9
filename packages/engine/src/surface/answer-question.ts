import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { sampleArguments } from './sample-arguments.ts';

/** All that a server may ask of a client, as a client declares it that knows everything up to 2025-11-25 and later. */
export const askableCapabilities: JsonObject = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };

/** What an obliging user and a simple model would answer; undefined for a question that is none of the three. */
export function answerQuestion({ method, params }: JsonObject): JsonObject | undefined {
  if (method === 'sampling/createMessage') {
    return { role: 'assistant', content: { type: 'text', text: 'Certainly.' }, model: 'lab', stopReason: 'endTurn' };
  }
  if (method === 'roots/list') return { roots: [{ uri: 'file:///lab', name: 'lab' }] };
  if (method !== 'elicitation/create') return undefined;
  const isUrl = isJsonObject(params) && params.mode === 'url';
  return isUrl ? { action: 'accept' } : { action: 'accept', content: fillForm(params) };
}

/** Answers to all the questions of one round. */
export function answerQuestions(inputRequests: JsonObject): JsonObject {
  const answers: JsonObject = {};
  for (const [key, question] of Object.entries(inputRequests)) {
    const answer = isJsonObject(question) ? answerQuestion(question) : undefined;
    if (answer !== undefined) answers[key] = answer;
  }
  return answers;
}

/** For a session of the legacy era: a whole response body, an error for what is not understood. */
export function answerServer(request: JsonObject): JsonObject {
  if (request.method === 'ping') return { result: {} };
  const result = answerQuestion(request);
  return result === undefined ? { error: { code: -32601, message: 'Method not found' } } : { result };
}

function fillForm(params: JsonValue | undefined): JsonObject {
  const schema = isJsonObject(params) ? params.requestedSchema : undefined;
  return sampleArguments(schema) ?? {};
}

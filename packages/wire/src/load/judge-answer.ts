import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Era } from '../revision.ts';
import type { LoadOutcome } from './load-session.ts';
import { normaliseDetail } from './normalise-detail.ts';

/** Why a call is no success. */
export interface Flaw {
  outcome: Exclude<LoadOutcome, 'ok'>;
  detail: string;
}

/** What is wrong with the response to a request of ours, its id aside; undefined for a sound one. */
export function judgeAnswer(message: JsonObject, method: string, era: Era): Flaw | undefined {
  const { jsonrpc, result, error } = message;
  if (jsonrpc !== '2.0') return protocolError('an answer without jsonrpc "2.0"');
  if (error !== undefined)
    return result === undefined ? judgeError(error) : protocolError('both a result and an error');
  if (result === undefined) return protocolError('neither a result nor an error');
  if (!isJsonObject(result)) return protocolError('an answer without a result object');
  if (era === 'modern' && result.resultType !== undefined && result.resultType !== 'complete') {
    const isQuestion = result.resultType === 'input_required';
    return protocolError(isQuestion ? 'the server asks for input' : `resultType ${printShort(result.resultType)}`);
  }
  if (method === 'tools/call' && result.isError === true) return { outcome: 'tool_error', detail: saidBy(result) };
  return undefined;
}

export function protocolError(detail: string): Flaw {
  return { outcome: 'protocol_error', detail };
}

function judgeError(error: JsonValue): Flaw {
  if (!isJsonObject(error) || !Number.isInteger(error.code) || typeof error.message !== 'string') {
    return protocolError('an error without a code and a message');
  }
  return protocolError(`error ${error.code}: ${normaliseDetail(error.message)}`);
}

function saidBy(result: JsonObject): string {
  const blocks = Array.isArray(result.content) ? result.content : [];
  const text = blocks.find((block) => isJsonObject(block) && typeof block.text === 'string');
  const said = isJsonObject(text) ? normaliseDetail(String(text.text)) : '';
  return said === '' ? 'isError is true' : said;
}

function printShort(value: JsonValue): string {
  return typeof value === 'string' ? normaliseDetail(value) : 'of a wrong type';
}

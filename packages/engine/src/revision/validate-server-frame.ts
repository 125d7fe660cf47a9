import { eraOf, isJsonObject, type JsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { checkShape } from './check-shape.ts';
import { either, fields, integer, requestId, type Shape, string, words } from './shape.ts';
import { type ParamsShape, type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface FrameVerdict {
  valid: boolean;
  /** Sentences that begin with the path of the fault. At most 20. */
  errors: string[];
  /** False where the revision defines nothing for this method, so that only the envelope was judged. */
  known: boolean;
}

/** For a response: the method of the request it answers. A function where one frame may hold several (a batch). */
type RequestMethod = string | undefined | ((response: JsonObject) => string | undefined);

const version = { jsonrpc: words('2.0') };
const resultEnvelope = fields({ ...version, id: requestId });
const notificationEnvelope = fields({ ...version, method: string });
const requestEnvelope = fields({ ...version, method: string, id: requestId });
/** JSON-RPC wants `id: null` where the id could not be read and HTTP allows errors without one; which of them is right
 * here, another check judges. */
const errorEnvelope = fields(
  { ...version, error: fields({ code: integer, message: string }) },
  { id: either(requestId, { kind: 'null' }) },
);
/** Only these may ask back. */
const askingMethods = new Set(['tools/call', 'prompts/get', 'resources/read']);

/** Whether a frame that a server sent is one the revision defines. */
export function validateServerFrame(
  revision: Revision,
  message: JsonValue,
  requestMethod?: RequestMethod,
): FrameVerdict {
  if (Array.isArray(message)) return validateBatch(revision, message, requestMethod);
  if (!isJsonObject(message)) return verdict(['the message must be an object']);
  const vocabulary = vocabularyOf(revision);
  const has = (member: string) => Object.hasOwn(message, member);
  if (has('method')) return has('id') ? validateRequest(revision, message) : validateNotification(vocabulary, message);
  if (has('result') && has('error')) return verdict(['the response has both result and error']);
  if (has('error')) return validateError(vocabulary, message);
  if (!has('result')) return verdict(['the message has none of method, result and error']);
  const method = typeof requestMethod === 'function' ? requestMethod(message) : requestMethod;
  const { shape, known } = resultShape(vocabulary, method, message.result);
  return verdict(
    [...checkShape(resultEnvelope, message, '$'), ...checkShape(shape, message.result, '$.result')],
    known,
  );
}

function validateBatch(revision: Revision, batch: readonly JsonValue[], requestMethod: RequestMethod): FrameVerdict {
  if (revision !== '2025-03-26') return verdict([`an array is not a message at ${revision}`]);
  if (batch.length === 0) return verdict(['a batch must not be empty']);
  const parts = batch.map((message) =>
    Array.isArray(message)
      ? verdict(['a batch must not hold a batch'])
      : validateServerFrame(revision, message, requestMethod),
  );
  const errors = parts.flatMap((part, index) => part.errors.map((error) => `[${index}] ${error}`)).slice(0, 20);
  return verdict(
    errors,
    parts.every((part) => part.known),
  );
}

function resultShape(vocabulary: Vocabulary, method: string | undefined, result: JsonValue | undefined) {
  const own =
    method !== undefined && Object.hasOwn(vocabulary.results, method) ? vocabulary.results[method] : undefined;
  const type = isJsonObject(result) ? result.resultType : undefined;
  if (vocabulary.inputRequired && typeof type === 'string' && type !== 'complete') {
    const asks = type === 'input_required' && method !== undefined && askingMethods.has(method);
    if (asks) return { shape: vocabulary.inputRequired, known: true };
    // A type an extension may own: whether it was negotiated, another check judges.
    if (type !== 'input_required') return { shape: vocabulary.anyResult, known: false };
  }
  return { shape: own ?? vocabulary.anyResult, known: own !== undefined };
}

function validateNotification(vocabulary: Vocabulary, message: JsonObject): FrameVerdict {
  const own = ownMember(vocabulary.notifications, message.method);
  const errors = checkShape(notificationEnvelope, message, '$');
  return verdict([...errors, ...checkParams(own ?? vocabulary.anyNotification, message)], own !== undefined);
}

function validateRequest(revision: Revision, message: JsonObject): FrameVerdict {
  if (eraOf(revision) === 'modern') return verdict([`a server sends no requests at ${revision}`]);
  const vocabulary = vocabularyOf(revision);
  const own = ownMember(vocabulary.requests, message.method);
  const errors = checkShape(requestEnvelope, message, '$');
  return verdict([...errors, ...checkParams(own ?? vocabulary.anyRequest, message)], own !== undefined);
}

function validateError(vocabulary: Vocabulary, message: JsonObject): FrameVerdict {
  const code = isJsonObject(message.error) ? message.error.code : undefined;
  const extra: Shape | undefined = typeof code === 'number' ? vocabulary.errors[code] : undefined;
  const errors = checkShape(errorEnvelope, message, '$');
  return verdict(extra ? [...errors, ...checkShape(extra, message.error, '$.error')] : errors);
}

function checkParams({ params, required }: ParamsShape, message: JsonObject): string[] {
  if (!Object.hasOwn(message, 'params')) return required ? ['$.params is missing'] : [];
  return checkShape(params, message.params, '$.params');
}

function ownMember(table: Readonly<Record<string, ParamsShape>>, key: JsonValue | undefined): ParamsShape | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

function verdict(errors: string[], known = true): FrameVerdict {
  return { valid: errors.length === 0, errors, known };
}

import { isJsonObject, type JsonValue, type Revision } from '@mcp-lab/wire';
import { quoteJson } from '../jsonrpc/quote.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** What is wrong with the annotations of content or of a resource, as the end of a sentence. */
export function findAnnotationFault(annotations: JsonValue, revision: Revision): string | undefined {
  if (!isJsonObject(annotations)) return 'annotations are no object';
  const { audience, priority, lastModified } = annotations;
  const isRole = (role: JsonValue) => role === 'user' || role === 'assistant';
  if (audience !== undefined && !(Array.isArray(audience) && audience.every(isRole))) {
    return `audience is ${quoteJson(audience, 60)} instead of an array of "user" and "assistant"`;
  }
  if (priority !== undefined && !(typeof priority === 'number' && priority >= 0 && priority <= 1)) {
    return `priority is ${quoteJson(priority, 60)} instead of a number from 0 to 1`;
  }
  if (lastModified === undefined || revision < '2025-06-18') return undefined;
  const isDate =
    typeof lastModified === 'string' && isoDate.test(lastModified) && !Number.isNaN(Date.parse(lastModified));
  return isDate ? undefined : `lastModified is ${quoteJson(lastModified, 60)} instead of an ISO 8601 date`;
}

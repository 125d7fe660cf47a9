import { isJsonObject, type JsonObject, type JsonValue, legacyRevisions, type Revision } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { isServerRequest, serverMessages } from '../jsonrpc/server-messages.ts';

export const initRevisionVocabularyCheck: Check = {
  id: 'init-revision-vocabulary',
  area: 'lifecycle',
  title: 'The negotiated revision is spoken, not a newer one',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/lifecycle#operation',
  fix: 'Keep the negotiated version with the session and send only methods, content types and result types that it defines.',
  run(context) {
    const ordinary = serverMessages(context).filter(({ frame }) => context.tour.isOrdinary(frame.connection));
    const wording = { subjects: 'messages', sound: `use nothing newer than ${context.revision}` };
    return judgeEach(context, ordinary, wording, ({ frame, message }) => {
      const anachronism = anachronismIn(context, message, context.tour.requestOf(frame)?.method);
      return anachronism && `${anachronism}, in ${quoteJson(message)}`;
    });
  },
};

/** Requests and notifications of servers by the revision that brought them. Those of the first one are not listed. */
const methodsSince: Readonly<Record<string, Revision>> = {
  'elicitation/create': '2025-06-18',
  'tasks/get': '2025-11-25',
  'tasks/result': '2025-11-25',
  'tasks/list': '2025-11-25',
  'tasks/cancel': '2025-11-25',
  'notifications/tasks/status': '2025-11-25',
  'notifications/elicitation/complete': '2025-11-25',
  'notifications/subscriptions/acknowledged': '2026-07-28',
};

const contentTypesSince: Readonly<Record<string, Revision>> = { audio: '2025-03-26', resource_link: '2025-06-18' };

/** Of all results only these mean something else to a client that does not know the type. */
const modernResultTypes = new Set<JsonValue | undefined>(['input_required', 'task']);

function anachronismIn(
  { revision }: CheckContext,
  message: JsonObject,
  requestMethod: string | undefined,
): string | undefined {
  const { method, result, error } = message;
  if (typeof method === 'string') {
    const since = Object.hasOwn(methodsSince, method) ? methodsSince[method] : undefined;
    if (since !== undefined && since > revision) return `${method} exists since ${since}`;
    if (isServerRequest(message) && method === 'elicitation/create' && revision < '2025-11-25') {
      if (isJsonObject(message.params) && message.params.mode === 'url')
        return 'URL elicitation exists since 2025-11-25';
    }
    return undefined;
  }
  if (isJsonObject(error) && error.code === -32042 && revision < '2025-11-25')
    return 'code -32042 exists since 2025-11-25';
  if (!isJsonObject(result)) return undefined;
  if (modernResultTypes.has(result.resultType)) {
    return `a result with resultType ${quoteJson(result.resultType)} exists since 2026-07-28`;
  }
  for (const type of contentTypesIn(requestMethod, result)) {
    const since = Object.hasOwn(contentTypesSince, type) ? contentTypesSince[type] : undefined;
    if (since !== undefined && since > revision) return `content of type ${type} exists since ${since}`;
  }
  return undefined;
}

function contentTypesIn(requestMethod: string | undefined, { content, messages }: JsonObject): string[] {
  const blocks = requestMethod === 'tools/call' ? content : requestMethod === 'prompts/get' ? messages : undefined;
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block) => {
    const holder = isJsonObject(block) && isJsonObject(block.content) ? block.content : block;
    return isJsonObject(holder) && typeof holder.type === 'string' ? [holder.type] : [];
  });
}

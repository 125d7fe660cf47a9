import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check, CheckContext } from '../../check/check.ts';
import { isChangeNotification } from '../jsonrpc/notification-kinds.ts';
import { cacheableLists, cacheableResults } from './cacheable-results.ts';
import { caching } from './caching-scope.ts';

export const cacheTtlPlausibleCheck: Check = {
  ...caching,
  id: 'cache-ttl-plausible',
  title: 'A list stays the same for as long as its ttlMs says',
  level: 'MAY',
  isolation: 'session',
  spec: 'server/utilities/caching#time-to-live-ttl-field',
  fix: 'Choose a ttlMs that fits how often the list changes, or tell subscribers of each change.',
  async run(context) {
    const earlier = cacheableResults(context).filter(
      ({ method, request }) => cacheableLists.some((list) => list === method) && cursorOf(request) === undefined,
    );
    if (earlier.length === 0) return context.untestable('the server gave no list');
    const session = await context.shared();
    let judged = 0;
    for (const method of new Set(earlier.map((one) => one.method))) {
      const reply = await session.request(method);
      const first = earlier.find((one) => one.method === method);
      if (first === undefined || !isJsonObject(reply.result) || reply.frame === undefined) continue;
      const { ttlMs } = first.result;
      const elapsedMs = (reply.frame.lastByteNs - first.frame.lastByteNs) / 1e6;
      if (typeof ttlMs !== 'number' || elapsedMs > ttlMs) continue;
      judged++;
      if (contentOf(first.result) === contentOf(reply.result)) continue;
      if (wasChangeExpected(context, first.frame, reply.frame)) continue;
      const reason = `${method} was to be good for ${ttlMs} ms, and was another one after ${Math.round(elapsedMs)} ms, without a notification`;
      return context.violated(reason, [first.frame, reply.frame]);
    }
    if (judged === 0)
      return context.untestable('no list was given with a ttlMs that lasted until it could be asked for again');
    return context.passed(`${judged} lists were the same when asked for again within their ttlMs`);
  },
};

function cursorOf({ params }: JsonObject): JsonValue | undefined {
  return isJsonObject(params) ? params.cursor : undefined;
}

/** Without what may differ from answer to answer. */
function contentOf({ ttlMs: _ttl, nextCursor: _cursor, _meta, ...content }: JsonObject): string {
  return JSON.stringify(content);
}

/** A change that was announced, or that may be of the lab's own making. */
function wasChangeExpected({ transcript, tour }: CheckContext, first: Frame, last: Frame): boolean {
  const readOnly = new Set(
    tour.tools
      .filter(({ annotations }) => isJsonObject(annotations) && annotations.readOnlyHint === true)
      .map(({ name }) => name),
  );
  return transcript.frames.slice(first.seq, last.seq).some(({ json }) => {
    if (!isJsonObject(json)) return false;
    if (isChangeNotification(json.method)) return true;
    return json.method === 'tools/call' && isJsonObject(json.params) && !readOnly.has(json.params.name);
  });
}

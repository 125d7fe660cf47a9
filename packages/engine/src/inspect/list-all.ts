import { isJsonObject, type JsonObject, type JsonValue, type Session } from '@mcp-lab/wire';

/** A hostile or endless list ends here. */
const maxPages = 50;
const maxEntries = 5_000;

/** Walks all pages of a list method; what is not an object is left out. A refused list is empty. */
export async function listAll(session: Session, method: string, member: string): Promise<JsonObject[]> {
  const seenCursors = new Set<string>();
  const entries: JsonValue[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages && entries.length < maxEntries; page++) {
    const params: JsonObject = cursor === undefined ? {} : { cursor };
    const reply = await session.request(method, params);
    if (!isJsonObject(reply.result)) break;
    const items = reply.result[member];
    if (Array.isArray(items)) entries.push(...items.slice(0, maxEntries - entries.length));
    const next = reply.result.nextCursor;
    if (typeof next !== 'string' || seenCursors.has(next)) break;
    seenCursors.add(next);
    cursor = next;
  }
  return entries.filter(isJsonObject);
}

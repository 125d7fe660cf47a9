import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

export interface PagedList {
  method: string;
  /** The array in its result. */
  member: 'tools' | 'resources' | 'resourceTemplates' | 'prompts';
  /** What tells its entries apart. */
  key: 'name' | 'uri' | 'uriTemplate';
}

const lists: readonly (PagedList & { capability: string })[] = [
  { capability: 'tools', method: 'tools/list', member: 'tools', key: 'name' },
  { capability: 'resources', method: 'resources/list', member: 'resources', key: 'uri' },
  { capability: 'resources', method: 'resources/templates/list', member: 'resourceTemplates', key: 'uriTemplate' },
  { capability: 'prompts', method: 'prompts/list', member: 'prompts', key: 'name' },
];

export const noLists = 'the server declares none of tools, resources and prompts';

/** The lists of the declared capabilities. */
export function pagedLists(capabilities: JsonObject): PagedList[] {
  return lists.filter(({ capability }) => isJsonObject(capabilities[capability]));
}

/** What tells the entries of a page apart, in order; undefined for a result that is no page. */
export function keysOf({ member, key }: PagedList, result: JsonValue | undefined): JsonValue[] | undefined {
  const entries = isJsonObject(result) ? result[member] : undefined;
  if (!Array.isArray(entries)) return undefined;
  return entries.map((entry) => (isJsonObject(entry) ? (entry[key] ?? null) : null));
}

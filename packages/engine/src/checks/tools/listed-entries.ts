import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome, Tour } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { type ResultInRun, resultsInRun } from '../lifecycle/results-in-run.ts';

export type ListName = 'tools' | 'resources' | 'resourceTemplates' | 'prompts';

interface List {
  method: string;
  capability: 'tools' | 'resources' | 'prompts';
  /** Plural. */
  entries: string;
}

export const lists: Readonly<Record<ListName, List>> = {
  tools: { method: 'tools/list', capability: 'tools', entries: 'tools' },
  resources: { method: 'resources/list', capability: 'resources', entries: 'resources' },
  resourceTemplates: { method: 'resources/templates/list', capability: 'resources', entries: 'resource templates' },
  prompts: { method: 'prompts/list', capability: 'prompts', entries: 'prompts' },
};

export interface ListedEntry {
  frame: Frame;
  entry: JsonObject;
}

/** Every distinct entry the server has listed in the run so far; what is no object stands as an empty one. */
export function listedEntries(context: CheckContext, list: ListName): readonly ListedEntry[] {
  const known = cache.get(context.tour);
  const frames = context.tour.frames().length;
  if (known?.frames === frames) return known.entries[list];
  const results = resultsInRun(context);
  const entries = Object.fromEntries(
    (Object.keys(lists) as ListName[]).map((name) => [name, distinctEntries(results, name)]),
  ) as Record<ListName, ListedEntry[]>;
  cache.set(context.tour, { frames, entries });
  return entries[list];
}

/** Many checks ask for the same, and a list may be large. */
const cache = new WeakMap<Tour, { frames: number; entries: Record<ListName, ListedEntry[]> }>();

function distinctEntries(results: readonly ResultInRun[], list: ListName): ListedEntry[] {
  const seen = new Set<string>();
  return results.flatMap(({ frame, method, result }) => {
    if (method !== lists[list].method) return [];
    const items = Array.isArray(result[list]) ? result[list] : [];
    return items.flatMap((entry: JsonValue) => {
      const text = JSON.stringify(entry);
      if (seen.has(text)) return [];
      seen.add(text);
      return [{ frame, entry: isJsonObject(entry) ? entry : {} }];
    });
  });
}

/** Judges every entry of a list: `faultOf` says what is wrong with one, as the end of `the tool "x" …`. */
export function judgeListed(
  context: CheckContext,
  list: ListName,
  sound: string,
  faultOf: (entry: JsonObject) => string | undefined,
  isSubject: (entry: JsonObject) => boolean = () => true,
): CheckOutcome {
  const all = listedEntries(context, list);
  const { capability, entries: subjects } = lists[list];
  if (all.length === 0) return nothingListed(context, list);
  const entries = all.filter(({ entry }) => isSubject(entry));
  if (entries.length === 0) return context.notApplicable(`this concerns none of the ${all.length} ${subjects}`);
  const single = subjects.slice(0, -1);
  return judgeEach(context, entries, { subjects, sound }, ({ entry }) => {
    const fault = faultOf(entry);
    return fault && `the ${single} ${nameOf(entry, capability)} ${fault}`;
  });
}

export function nothingListed(context: CheckContext, list: ListName): CheckOutcome {
  const { capability, entries } = lists[list];
  const isDeclared = isJsonObject(context.tour.capabilities[capability]);
  return isDeclared
    ? context.untestable(`the server lists no ${entries}`)
    : context.notApplicable(`${capability} is not declared`);
}

/** How to speak of an entry. */
export function nameOf(entry: JsonObject, capability: List['capability'] = 'tools'): string {
  const name = capability === 'resources' ? (entry.uri ?? entry.uriTemplate ?? entry.name) : entry.name;
  return typeof name === 'string' ? quoteJson(name, 80) : 'without a name';
}

/** The pages of each walk through a list, put together. */
export interface ListWalk {
  frames: Frame[];
  entries: JsonObject[];
}

/** A page belongs to the walk on its connection whose last cursor it was asked for with. */
export function listWalks(context: CheckContext, list: ListName): ListWalk[] {
  const walks: (ListWalk & { connection: number; next: JsonValue | undefined })[] = [];
  for (const { frame, method, request, result } of resultsInRun(context)) {
    if (method !== lists[list].method) continue;
    const cursor = isJsonObject(request.params) ? request.params.cursor : undefined;
    const entries = (Array.isArray(result[list]) ? result[list] : []).filter(isJsonObject);
    const { connection } = frame;
    const begun = walks.find((walk) => walk.connection === connection && cursor !== undefined && walk.next === cursor);
    if (begun === undefined) {
      if (cursor === undefined) walks.push({ connection, frames: [frame], entries, next: result.nextCursor });
      continue;
    }
    begun.frames.push(frame);
    begun.entries.push(...entries);
    begun.next = result.nextCursor;
  }
  return walks;
}

/** Whether something that has to be there once in a list is. */
export function judgeUnique(context: CheckContext, list: ListName, member: 'name' | 'uri'): CheckOutcome {
  const walks = listWalks(context, list).filter(({ entries }) => entries.length > 0);
  if (walks.length === 0) return nothingListed(context, list);
  for (const { frames, entries } of walks) {
    const values = entries.map((entry) => entry[member]).filter((value) => typeof value === 'string');
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice === undefined) continue;
    const count = values.filter((value) => value === twice).length;
    return context.violated(`${quoteJson(twice, 100)} stands ${count} times in one list`, frames.slice(0, 3));
  }
  const most = Math.max(...walks.map(({ entries }) => entries.length));
  return context.passed(`each ${member} stands once in the list; it has ${most} ${lists[list].entries}`);
}

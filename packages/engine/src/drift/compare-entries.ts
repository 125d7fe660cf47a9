import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { addChange, addOtherMembers, addTextChange, type ChangeSink, objectOf, own, same } from './change-maker.ts';
import { compareTitle, compareTools, sidesOf } from './compare-tools.ts';
import type { DriftChange, DriftPart } from './drift-change.ts';
import { describeFlags, flagText } from './flag-text.ts';
import { wordSimilarity } from './word-diff.ts';

/** One kind of list: what names its entries, and how two of one name are compared. */
interface ListRule {
  part: DriftPart;
  key: string;
  compare(sink: ChangeSink, before: JsonObject, after: JsonObject): void;
}

export const listRules = {
  tools: { part: 'tool', key: 'name', compare: compareTools },
  resources: { part: 'resource', key: 'uri', compare: compareResources },
  resourceTemplates: { part: 'resource-template', key: 'uriTemplate', compare: compareResources },
  prompts: { part: 'prompt', key: 'name', compare: comparePrompts },
} as const satisfies Record<string, ListRule>;

/** Two lists by name; the order of entries does not count. Of one name several times, the first with the first. */
export function compareLists(
  changes: DriftChange[],
  { part, key, compare }: ListRule,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): void {
  const left = byName(before, key);
  const right = byName(after, key);
  const gone = [...left].filter(([name]) => !right.has(name));
  const come = [...right].filter(([name]) => !left.has(name));
  const renamed = findRenamed(gone, come, key);
  const isRenamed = new Set([...renamed].flat());
  for (const [old, now] of renamed) {
    const sink = { part, name: old, changes };
    const reason = `calls to ${old} find nothing: it seems to be ${now} now`;
    addChange(sink, '', 'renamed', 'breaking', reason, { before: old, after: now });
    const [from, to] = [left.get(old) as JsonObject, right.get(now) as JsonObject];
    compare({ part, name: now, changes }, { ...from, [key]: own(to, key) as JsonValue }, to);
  }
  for (const [name, entry] of gone) {
    if (isRenamed.has(name)) continue;
    addChange({ part, name, changes }, '', 'removed', 'breaking', `clients that use ${name} find nothing`, {
      before: entry,
    });
  }
  for (const [name, entry] of come) {
    if (isRenamed.has(name)) continue;
    const flags = textsOf(entry).flatMap(flagText);
    const reason =
      flags.length === 0 ? 'it is new; clients may ignore it' : `it is new, and has ${describeFlags(flags)}`;
    changes.push({
      part,
      name,
      path: '',
      kind: 'added',
      reason,
      before: null,
      after: entry,
      classes: [flags.length === 0 ? 'compatible' : 'suspicious'],
      ...(flags.length > 0 ? { flags } : {}),
    });
  }
  for (const [name, entry] of left) {
    const now = right.get(name);
    if (now !== undefined) compare({ part, name, changes }, entry, now);
  }
}

function byName(entries: readonly JsonObject[], key: string): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const entry of entries) {
    const value = own(entry, key);
    const name = typeof value === 'string' ? value : JSON.stringify(value ?? null);
    let unique = name;
    for (let count = 2; found.has(unique); count++) unique = `${name} (${count})`;
    found.set(unique, entry);
  }
  return found;
}

type Named = readonly [name: string, entry: JsonObject];

/** Pairs of old and new name: the same description, or the same parameters with much the same description. */
function findRenamed(gone: readonly Named[], come: readonly Named[], key: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  for (const [old, before] of gone) {
    const match = come.find(([name, after]) => !taken.has(name) && isSameThing(before, after, key));
    if (match === undefined) continue;
    pairs.set(old, match[0]);
    taken.add(match[0]);
  }
  return pairs;
}

function isSameThing(before: JsonObject, after: JsonObject, key: string): boolean {
  // Resources are data: two files with one description are two files.
  if (key !== 'name') return false;
  const [old, now] = [before, after].map((entry) => textOf(own(entry, 'description')));
  if (old === undefined || now === undefined) return false;
  const shape = (entry: JsonObject) => own(entry, 'inputSchema') ?? own(entry, 'arguments') ?? null;
  if (!same(shape(before), shape(after))) return old === now && old.length >= 20;
  const hasParameters = Object.keys(objectOf(own(objectOf(shape(before)), 'properties'))).length > 0;
  return old === now || (hasParameters && wordSimilarity(old, now) >= 0.6);
}

function compareResources(sink: ChangeSink, before: JsonObject, after: JsonObject): void {
  addTextChange(sink, '/description', 'description', sidesOf(before, after, 'description'));
  compareTitle(sink, '/title', before, after);
  const type = sidesOf(before, after, 'mimeType');
  if (!same(type.before, type.after)) {
    const isNew = type.before === undefined;
    const reason = isNew ? 'the type is told now' : 'clients that read it by its old type may not understand it';
    addChange(sink, '/mimeType', 'type-changed', isNew ? 'compatible' : 'breaking', reason, type);
  }
  addOtherMembers(sink, '', before, after, ['uri', 'uriTemplate', 'title', 'description', 'mimeType'], (name) => ({
    classes: 'compatible',
    reason: `${name} says something about it, not what it is`,
  }));
}

function comparePrompts(sink: ChangeSink, before: JsonObject, after: JsonObject): void {
  addTextChange(sink, '/description', 'description', sidesOf(before, after, 'description'));
  compareTitle(sink, '/title', before, after);
  const [left, right] = [argumentsOf(before), argumentsOf(after)];
  for (const name of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    compareArgument(sink, name, left.get(name), right.get(name));
  }
  addOtherMembers(sink, '', before, after, ['name', 'title', 'description', 'arguments'], (name) => ({
    classes: 'compatible',
    reason: `${name} is for show only`,
  }));
}

function compareArgument(
  sink: ChangeSink,
  name: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): void {
  const path = `/arguments/${name}`;
  const isNeeded = after !== undefined && own(after, 'required') === true;
  if (before === undefined) {
    const reason = isNeeded ? `the new argument ${name} is required` : `the new argument ${name} may be left out`;
    addChange(sink, path, 'argument-added', isNeeded ? 'breaking' : 'compatible', reason, { after });
    return;
  }
  if (after === undefined) {
    addChange(sink, path, 'argument-removed', 'breaking', `clients that give ${name} are refused or ignored`, {
      before,
    });
    return;
  }
  const wasNeeded = own(before, 'required') === true;
  if (isNeeded !== wasNeeded) {
    const reason = isNeeded ? `${name} is required now` : `${name} is required no longer`;
    addChange(
      sink,
      `${path}/required`,
      'required-changed',
      isNeeded ? 'breaking' : 'compatible',
      reason,
      sidesOf(before, after, 'required'),
    );
  }
  addTextChange(sink, `${path}/description`, 'description', sidesOf(before, after, 'description'));
  const known = isNeeded === wasNeeded ? ['name', 'description'] : ['name', 'description', 'required'];
  addOtherMembers(sink, path, before, after, known, (member) => ({
    classes: 'compatible',
    reason: `${member} is for show only`,
  }));
}

function argumentsOf(prompt: JsonObject): Map<string, JsonObject> {
  const list = own(prompt, 'arguments');
  return byName(Array.isArray(list) ? list.map(objectOf) : [], 'name');
}

/** Every string a model may come to read, however deep. */
function textsOf(entry: JsonObject): string[] {
  const texts: string[] = [];
  const stack: JsonValue[] = [entry];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) stack.push(...Object.values(value));
  }
  return texts;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

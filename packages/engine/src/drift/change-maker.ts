import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from '../json-schema/canonical-json.ts';
import type { DriftChange, DriftClass } from './drift-change.ts';
import { describeFlags, flagText } from './flag-text.ts';
import { diffWords } from './word-diff.ts';

/** What a change is about, and where the changes are put. */
export interface ChangeSink {
  part: DriftChange['part'];
  name: string | null;
  changes: DriftChange[];
}

type Sides = { before?: JsonValue | undefined; after?: JsonValue | undefined };

export function addChange(
  { part, name, changes }: ChangeSink,
  path: string,
  kind: string,
  classes: DriftClass | DriftClass[],
  reason: string,
  { before, after }: Sides,
): void {
  const list = Array.isArray(classes) ? classes : [classes];
  changes.push({ part, name, path, kind, classes: list, reason, before: before ?? null, after: after ?? null });
}

/**
 * A text a model reads. Under the same name it says something else now: the approval it was given was for other words.
 * Only blanks changed: compatible, unless something was hidden among them.
 */
export function addTextChange(sink: ChangeSink, path: string, title: string, { before, after }: Sides): void {
  if (same(before, after)) return;
  const old = typeof before === 'string' ? before : '';
  const now = typeof after === 'string' ? after : '';
  const oldFlags = new Set(flagText(old).map(({ kind, found }) => kind + found));
  const flags = flagText(now).filter(({ kind, found }) => !oldFlags.has(kind + found));
  const isBlanksOnly = old.replaceAll(/\s+/g, ' ').trim() === now.replaceAll(/\s+/g, ' ').trim();
  const isHarmless = flags.length === 0 && (isBlanksOnly || now === '');
  const what = after === undefined ? 'was removed' : before === undefined ? 'is new' : 'changed under the same name';
  const why = isHarmless
    ? isBlanksOnly
      ? 'only in its blanks'
      : 'a model is told less than before'
    : 'a model that trusted the old words now reads others';
  const found = flags.length > 0 ? `; it now has ${describeFlags(flags)}` : '';
  sink.changes.push({
    part: sink.part,
    name: sink.name,
    path,
    kind: 'text-changed',
    classes: [isHarmless ? 'compatible' : 'suspicious'],
    reason: `the ${title} ${what}: ${why}${found}`,
    before: before ?? null,
    after: after ?? null,
    words: diffWords(old, now),
    ...(flags.length > 0 ? { flags } : {}),
  });
}

/** Every member neither side's own rules look at. */
export function addOtherMembers(
  sink: ChangeSink,
  path: string,
  before: JsonObject,
  after: JsonObject,
  known: readonly string[],
  judge: (name: string) => { classes: DriftClass; reason: string },
): void {
  for (const name of memberNames(before, after)) {
    if (known.includes(name)) continue;
    const [old, now] = [own(before, name), own(after, name)];
    if (same(old, now)) continue;
    const { classes, reason } = judge(name);
    addChange(sink, `${path}/${escapePointer(name)}`, 'changed', classes, reason, { before: old, after: now });
  }
}

export function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

export function memberNames(before: JsonObject, after: JsonObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

/** A peer may name a member `constructor`. */
export function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

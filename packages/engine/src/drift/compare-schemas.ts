import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { type ChangeSink, objectOf, own, same } from './change-maker.ts';
import { compareBounds } from './compare-bounds.ts';
import { compareNotes } from './compare-notes.ts';
import { compareProperties } from './compare-properties.ts';
import { compareBranches, compareSubschemas } from './compare-subschemas.ts';
import { compareDialect, compareEnums, compareTypes } from './compare-values.ts';
import { addEffect, type SchemaDirection, type SchemaScene } from './schema-scene.ts';

type Sides = { before: JsonValue | undefined; after: JsonValue | undefined };

/** Compares two schemas of the same thing. An absent schema admits everything, as `true` and `{}` do. */
export function compareSchemas(sink: ChangeSink, path: string, direction: SchemaDirection, sides: Sides): void {
  const before = sides.before ?? true;
  const after = sides.after ?? true;
  compareNodes({ sink, direction, roots: { before, after }, followed: 0, compare: compareNodes }, path, before, after);
}

const maxFollowed = 8;

function compareNodes(scene: SchemaScene, path: string, before: JsonValue, after: JsonValue): void {
  if (same(before, after)) return;
  if (isOpen(before) && isOpen(after)) return;
  if (!isSchema(before) || !isSchema(after)) {
    if (!same(before, after))
      addEffect(scene, path, 'schema-changed', 'unknown', 'it is no schema on one side', { before, after });
    return;
  }
  if (before === false || after === false) {
    if (before !== after) {
      const effect = after === false ? 'narrows' : 'widens';
      addEffect(
        scene,
        path,
        'schema-changed',
        effect,
        after === false ? 'nothing is admitted any more' : 'what was never admitted now is',
        { before, after },
      );
    }
    return;
  }
  const left = objectOf(before);
  const right = objectOf(after);
  if (followReferences(scene, path, left, right)) return;
  compareDialect(scene, path, left, right);
  compareTypes(scene, path, left, right);
  compareEnums(scene, path, left, right);
  compareProperties(scene, path, left, right);
  compareSubschemas(scene, path, left, right);
  compareBranches(scene, path, left, right);
  compareBounds(scene, path, left, right);
  compareNotes(scene, path, left, right);
}

/** True where a reference stands on a side and what it points to was compared instead. */
function followReferences(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): boolean {
  const [old, now] = [own(left, '$ref'), own(right, '$ref')];
  // The same name on both sides: `$defs` is compared where it stands.
  if (same(old, now)) return false;
  const before = old === undefined ? left : target(scene.roots.before, old);
  const after = now === undefined ? right : target(scene.roots.after, now);
  if (before === undefined || after === undefined || scene.followed >= maxFollowed) {
    addEffect(scene, `${path}/$ref`, 'reference-changed', 'unknown', 'the reference changed', {
      before: old,
      after: now,
    });
    return true;
  }
  compareNodes({ ...scene, followed: scene.followed + 1 }, path, before, after);
  return true;
}

/** What a reference within the document points to. */
function target(root: JsonValue, reference: JsonValue): JsonValue | undefined {
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  let at: JsonValue | undefined = root;
  for (const segment of reference.slice(2).split('/').filter(Boolean)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    at = isJsonObject(at) ? own(at, name) : undefined;
  }
  return at;
}

function isSchema(value: JsonValue): boolean {
  return typeof value === 'boolean' || isJsonObject(value);
}

function isOpen(value: JsonValue): boolean {
  return value === true || (isJsonObject(value) && Object.keys(value).length === 0);
}

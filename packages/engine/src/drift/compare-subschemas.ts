import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { addChange, escapePointer, memberNames, objectOf, own, same } from './change-maker.ts';
import { addEffect, type SchemaScene } from './schema-scene.ts';

/** Keywords that hold schemas; an absent one admits everything. */
export const schemaKeywords = [
  'additionalProperties',
  'items',
  'additionalItems',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
];
export const schemaMapKeywords = ['patternProperties', '$defs', 'definitions', 'dependentSchemas'];

export function compareSubschemas(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  for (const keyword of schemaKeywords) {
    const [old, now] = [own(left, keyword), own(right, keyword)];
    if (old === undefined && now === undefined) continue;
    if (Array.isArray(old) || Array.isArray(now)) comparePositions(scene, `${path}/${keyword}`, old, now);
    else scene.compare(scene, `${path}/${keyword}`, old ?? true, now ?? true);
  }
  comparePositions(scene, `${path}/prefixItems`, own(left, 'prefixItems'), own(right, 'prefixItems'));
  for (const keyword of schemaMapKeywords) {
    const before = objectOf(own(left, keyword));
    const after = objectOf(own(right, keyword));
    for (const name of memberNames(before, after)) {
      const at = `${path}/${escapePointer(keyword)}/${escapePointer(name)}`;
      const [old, now] = [own(before, name), own(after, name)];
      if (old !== undefined && now !== undefined) scene.compare(scene, at, old, now);
      else if (keyword === '$defs' || keyword === 'definitions') {
        const what = old === undefined ? 'a definition came' : 'a definition went';
        addChange(scene.sink, at, 'definition-changed', 'compatible', `${what}; it counts where it is referred to`, {
          before: old,
          after: now,
        });
      } else scene.compare(scene, at, old ?? true, now ?? true);
    }
  }
}

function comparePositions(
  scene: SchemaScene,
  at: string,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
): void {
  if (same(old, now)) return;
  const before = Array.isArray(old) ? old : [];
  const after = Array.isArray(now) ? now : [];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    scene.compare(scene, `${at}/${index}`, before[index] ?? true, after[index] ?? true);
  }
}

export function compareBranches(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const sides = { before: own(left, keyword), after: own(right, keyword) };
    if (same(sides.before, sides.after)) continue;
    const at = `${path}/${keyword}`;
    const before = Array.isArray(sides.before) ? sides.before : undefined;
    const after = Array.isArray(sides.after) ? sides.after : undefined;
    if (before === undefined || after === undefined) {
      addEffect(
        scene,
        at,
        'branches-changed',
        after === undefined ? 'widens' : 'narrows',
        after === undefined ? `${keyword} is gone` : `${keyword} is new`,
        sides,
      );
      continue;
    }
    const gone = before.filter((branch) => !after.some((other) => same(branch, other)));
    const come = after.filter((branch) => !before.some((other) => same(branch, other)));
    if (gone.length === come.length) {
      gone.forEach((branch, index) => {
        const now = come[index] as JsonValue;
        scene.compare(scene, `${at}/${after.findIndex((other) => same(other, now))}`, branch, now);
      });
      if (gone.length === 0)
        addChange(
          scene.sink,
          at,
          'branches-rewritten',
          'compatible',
          'the same branches in another order or number',
          sides,
        );
      continue;
    }
    const isAll = keyword === 'allOf';
    if (gone.length > 0)
      addEffect(
        scene,
        at,
        'branches-changed',
        isAll ? 'widens' : 'narrows',
        `${gone.length} of the ${keyword} branches went`,
        sides,
      );
    if (come.length > 0)
      addEffect(
        scene,
        at,
        'branches-changed',
        isAll ? 'narrows' : 'widens',
        `${come.length} ${keyword} branches came`,
        sides,
      );
  }
}

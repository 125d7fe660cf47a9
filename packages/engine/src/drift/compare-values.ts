import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { dialectNamedBy } from '../json-schema/dialect.ts';
import { addChange, own, same } from './change-maker.ts';
import { addEffect, type SchemaScene } from './schema-scene.ts';

export function compareDialect({ sink }: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  const sides = { before: own(left, '$schema'), after: own(right, '$schema') };
  if (same(sides.before, sides.after)) return;
  const now = sides.after === undefined ? '2020-12' : dialectNamedBy(right);
  const isUsual = now === '2020-12';
  const reason = isUsual
    ? 'the schema is of the usual dialect 2020-12 now'
    : 'the schema names another dialect than 2020-12: hosts that know only that one refuse it';
  addChange(sink, `${path}/$schema`, 'dialect-changed', isUsual ? 'compatible' : 'breaking', reason, sides);
}

const allTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

export function compareTypes(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  const sides = { before: own(left, 'type'), after: own(right, 'type') };
  if (same(sides.before, sides.after)) return;
  const before = typesOf(sides.before);
  const after = typesOf(sides.after);
  const gone = [...before].filter((name) => !after.has(name));
  const come = [...after].filter((name) => !before.has(name));
  if (gone.length === 0 && come.length === 0) {
    addChange(scene.sink, `${path}/type`, 'type-rewritten', 'compatible', 'the same types, written otherwise', sides);
    return;
  }
  if (gone.length > 0)
    addEffect(scene, `${path}/type`, 'type-narrowed', 'narrows', `no longer ${gone.join(', ')}`, sides);
  if (come.length > 0) addEffect(scene, `${path}/type`, 'type-widened', 'widens', `now also ${come.join(', ')}`, sides);
}

function typesOf(type: JsonValue | undefined): Set<string> {
  const named = type === undefined ? allTypes : (Array.isArray(type) ? type : [type]).map(String);
  // Every integer is a number.
  return new Set(named.includes('number') ? [...named, 'integer'] : named);
}

export function compareEnums(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  const before = valuesOf(left);
  const after = valuesOf(right);
  const sides = { before: before ?? null, after: after ?? null };
  const at = `${path}/enum`;
  if (before === undefined && after === undefined) return;
  if (before === undefined) {
    addEffect(scene, at, 'enum-added', 'narrows', 'only listed values are left', sides);
    return;
  }
  if (after === undefined) {
    addEffect(scene, at, 'enum-removed', 'widens', 'any value is allowed now', sides);
    return;
  }
  const gone = before.filter((value) => !after.some((other) => same(value, other)));
  const come = after.filter((value) => !before.some((other) => same(value, other)));
  const list = (values: readonly JsonValue[]) =>
    values
      .map((value) => JSON.stringify(value).slice(0, 60))
      .slice(0, 8)
      .join(', ');
  if (gone.length > 0) addEffect(scene, at, 'enum-narrowed', 'narrows', `without ${list(gone)}`, sides);
  if (come.length > 0) addEffect(scene, at, 'enum-widened', 'widens', `now also ${list(come)}`, sides);
  const isRewritten = ['enum', 'const'].some((name) => !same(own(left, name), own(right, name)));
  if (gone.length === 0 && come.length === 0 && isRewritten) {
    addChange(scene.sink, at, 'enum-rewritten', 'compatible', 'the same values, written otherwise', sides);
  }
}

function valuesOf(schema: JsonObject): JsonValue[] | undefined {
  const [constant, list] = [own(schema, 'const'), own(schema, 'enum')];
  if (constant !== undefined) return [constant];
  return Array.isArray(list) ? list : undefined;
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import {
  addChange,
  addTextChange,
  type ChangeSink,
  escapePointer,
  memberNames,
  objectOf,
  own,
  same,
} from './change-maker.ts';
import { addEffect, type SchemaScene } from './schema-scene.ts';

export function compareProperties(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  const before = objectOf(own(left, 'properties'));
  const after = objectOf(own(right, 'properties'));
  const required = { before: namesIn(own(left, 'required')), after: namesIn(own(right, 'required')) };
  const thing = scene.direction === 'input' ? 'parameter' : 'field';
  for (const name of memberNames(before, after)) {
    const at = `${path}/properties/${escapePointer(name)}`;
    const [old, now] = [own(before, name), own(after, name)];
    if (old !== undefined && now !== undefined) scene.compare(scene, at, old, now);
    else if (old === undefined)
      addProperty(scene, at, { thing, name, now, left, isRequired: required.after.has(name) });
    else {
      const lost =
        scene.direction === 'input'
          ? 'clients that send it are refused or ignored'
          : 'clients that read it find nothing';
      addChange(scene.sink, at, `${thing}-removed`, 'breaking', `the ${thing} ${name} is gone: ${lost}`, {
        before: old,
      });
    }
  }
  compareRequired(scene, path, required, (name) => own(before, name) !== undefined || own(after, name) === undefined);
  if (!same(own(left, 'properties'), own(right, 'properties')) && !isObjects(left, right, 'properties')) {
    addEffect(scene, `${path}/properties`, 'schema-changed', 'unknown', 'properties is no object on one side', {
      before: own(left, 'properties'),
      after: own(right, 'properties'),
    });
  }
}

function addProperty(
  scene: SchemaScene,
  at: string,
  {
    thing,
    name,
    now,
    left,
    isRequired,
  }: { thing: string; name: string; now: JsonValue | undefined; left: JsonObject; isRequired: boolean },
): void {
  const isStrictReader = scene.direction === 'output' && own(left, 'additionalProperties') === false;
  const isBreaking = scene.direction === 'input' ? isRequired : isStrictReader;
  const reason = isBreaking
    ? isStrictReader
      ? `the new field ${name} is one that the old schema forbade`
      : `the new parameter ${name} is required: calls without it are refused`
    : `the new ${thing} ${name} is one that clients may ignore`;
  const kind = isBreaking && scene.direction === 'input' ? 'required-parameter-added' : `${thing}-added`;
  addChange(scene.sink, at, kind, isBreaking ? 'breaking' : 'compatible', reason, { after: now });
  // What a model reads of a parameter is looked at from its first day.
  addTextChangeWhereFlagged(scene.sink, at, now);
}

function addTextChangeWhereFlagged(sink: ChangeSink, at: string, schema: JsonValue | undefined): void {
  const description = isJsonObject(schema) ? own(schema, 'description') : undefined;
  if (typeof description !== 'string') return;
  const found: ChangeSink = { ...sink, changes: [] };
  addTextChange(found, `${at}/description`, 'description of a new parameter', { after: description });
  sink.changes.push(...found.changes.filter(({ flags }) => flags !== undefined));
}

function compareRequired(
  scene: SchemaScene,
  path: string,
  { before, after }: { before: Set<string>; after: Set<string> },
  isOwnChange: (name: string) => boolean,
): void {
  const at = `${path}/required`;
  for (const name of after) {
    if (before.has(name)) continue;
    // A new required property is told where it is new.
    if (isOwnChange(name))
      addEffect(scene, at, 'required-added', 'narrows', `${name} is required now`, { after: name });
  }
  for (const name of before) {
    if (after.has(name)) continue;
    addEffect(scene, at, 'required-removed', 'widens', `${name} is required no longer`, { before: name });
  }
}

function namesIn(required: JsonValue | undefined): Set<string> {
  return new Set(Array.isArray(required) ? required.map(String) : []);
}

function isObjects(left: JsonObject, right: JsonObject, name: string): boolean {
  return [left, right].every((side) => own(side, name) === undefined || isJsonObject(own(side, name)));
}

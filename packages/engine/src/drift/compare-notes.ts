import type { JsonObject } from '@mcp-lab/wire';
import { addOtherMembers, addTextChange, own } from './change-maker.ts';
import { schemaKeywords, schemaMapKeywords } from './compare-subschemas.ts';
import type { SchemaScene } from './schema-scene.ts';

/** Handled above or in `compareBounds`, or told apart below. */
const known = [
  ...schemaKeywords,
  ...schemaMapKeywords,
  'prefixItems',
  'properties',
  'required',
  'type',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  '$ref',
  '$schema',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'pattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'description',
];
const harmless = ['title', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly', '$id', '$anchor', 'icons'];
const judging = [
  'not',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'dependentRequired',
  'dependencies',
  '$dynamicRef',
  '$recursiveRef',
  'contentEncoding',
  'contentMediaType',
  'x-mcp-header',
];

export function compareNotes(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  addTextChange(scene.sink, `${path}/description`, 'description', {
    before: own(left, 'description'),
    after: own(right, 'description'),
  });
  addOtherMembers(scene.sink, path, left, right, known, (name) => {
    if (harmless.includes(name))
      return { classes: 'compatible', reason: `${name} says something else; nothing is judged by it` };
    if (judging.includes(name)) {
      return {
        classes: 'breaking',
        reason: `${name} changed: it cannot be told that old clients still fit, so it counts as breaking`,
      };
    }
    if (name === 'default')
      return { classes: 'suspicious', reason: 'what happens when nothing is given is another thing now' };
    return {
      classes: 'suspicious',
      reason: `${name} is no keyword this build knows: what its change means cannot be told`,
    };
  });
}

import type { JsonObject } from '@mcp-lab/wire';
import { own, same } from './change-maker.ts';
import { addEffect, type Effect, type SchemaScene } from './schema-scene.ts';

/** Whether a larger number admits more. */
const bounds: Readonly<Record<string, 'lower' | 'upper'>> = {
  minimum: 'lower',
  exclusiveMinimum: 'lower',
  minLength: 'lower',
  minItems: 'lower',
  minProperties: 'lower',
  maximum: 'upper',
  exclusiveMaximum: 'upper',
  maxLength: 'upper',
  maxItems: 'upper',
  maxProperties: 'upper',
};

/** Numbers, patterns and formats. */
export function compareBounds(scene: SchemaScene, path: string, left: JsonObject, right: JsonObject): void {
  for (const keyword of [...Object.keys(bounds), 'pattern', 'format', 'multipleOf', 'uniqueItems']) {
    const sides = { before: own(left, keyword), after: own(right, keyword) };
    if (same(sides.before, sides.after)) continue;
    const shown = [sides.before, sides.after].map((value) =>
      value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100),
    );
    const effect = effectOf(keyword, sides.before, sides.after);
    addEffect(
      scene,
      `${path}/${keyword}`,
      'bound-changed',
      effect,
      `${keyword} went from ${shown.join(' to ')}`,
      sides,
    );
  }
}

function effectOf(keyword: string, before: unknown, after: unknown): Effect {
  const isNone = (value: unknown) => value === undefined || value === false;
  if (isNone(before) && !isNone(after)) return 'narrows';
  if (!isNone(before) && isNone(after)) return 'widens';
  const side = bounds[keyword];
  if (side !== undefined && typeof before === 'number' && typeof after === 'number') {
    return after > before === (side === 'upper') ? 'widens' : 'narrows';
  }
  if (
    keyword === 'multipleOf' &&
    typeof before === 'number' &&
    typeof after === 'number' &&
    after !== 0 &&
    before !== 0
  ) {
    if (Number.isInteger(before / after)) return 'widens';
    if (Number.isInteger(after / before)) return 'narrows';
  }
  return isNone(before) && isNone(after) ? 'widens' : 'unknown';
}

import type { JsonValue } from '@mcp-lab/wire';
import { addChange, type ChangeSink } from './change-maker.ts';
import type { DriftClass } from './drift-change.ts';

/** Who writes the values: what a client sends must still be accepted, what it receives must still be expected. */
export type SchemaDirection = 'input' | 'output';

/** What a change does to the set of values a schema admits. */
export type Effect = 'narrows' | 'widens' | 'unknown';

export interface SchemaScene {
  sink: ChangeSink;
  direction: SchemaDirection;
  roots: { before: JsonValue; after: JsonValue };
  /** How many references were followed to come here: they may go round. */
  followed: number;
  compare(scene: SchemaScene, path: string, before: JsonValue, after: JsonValue): void;
}

/** Adds a change of the class its effect has in the scene's direction. */
export function addEffect(
  { sink, direction }: SchemaScene,
  path: string,
  kind: string,
  effect: Effect,
  what: string,
  sides: { before?: JsonValue | undefined; after?: JsonValue | undefined },
): void {
  addChange(sink, path, kind, classOf(effect, direction), `${what}: ${consequence(effect, direction)}`, sides);
}

function classOf(effect: Effect, direction: SchemaDirection): DriftClass {
  if (effect === 'unknown') return 'breaking';
  return (effect === 'narrows') === (direction === 'input') ? 'breaking' : 'compatible';
}

function consequence(effect: Effect, direction: SchemaDirection): string {
  if (effect === 'unknown') return 'it cannot be told that old clients still fit, so it counts as breaking';
  if (direction === 'input') {
    return effect === 'narrows'
      ? 'arguments that were accepted may be refused'
      : 'all arguments that were accepted still are';
  }
  return effect === 'widens'
    ? 'results may be of a kind that clients do not expect'
    : 'all results are still of a kind that clients expect';
}

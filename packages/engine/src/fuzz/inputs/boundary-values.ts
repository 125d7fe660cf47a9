import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { numberBoundsOf } from '../generate/number-bounds.ts';
import { isTimeLike } from '../generate/scalar-arbitraries.ts';
import { typesOf } from '../generate/schema-arbitrary.ts';

/** A value at an edge of what a schema allows, and which edge. */
export interface BoundaryValue {
  value: JsonValue;
  edge: string;
}

const maxItems = 1_000;
const manyCharacters = 5_000;
/** What programs stumble over: outside the basic plane, joined, combining, right to left, quotes, line ends, NUL. */
const oddTexts: readonly [text: string, edge: string][] = [
  ['😀', 'an emoji'],
  ['👩‍👩‍👧', 'joined emoji'],
  ['e\u0301', 'a combining accent'],
  ['\u202eabc', 'right-to-left text'],
  ['"\'`\\', 'quotes and a backslash'],
  ['a\nb\tc', 'line ends'],
  ['a\u0000b', 'a NUL character'],
  ['__proto__', 'a name of JavaScript'],
];

/** Values at the edges of a schema, in a fixed order. Some may not be valid: a pattern, say, forbids most. */
export function boundaryValues(schema: JsonObject, name: string, maxBytes: number): BoundaryValue[] {
  if (Array.isArray(schema.enum))
    return schema.enum.slice(0, 30).map((value) => ({ value, edge: 'a value of its enum' }));
  if (schema.const !== undefined) return [{ value: schema.const, edge: 'its only value' }];
  return typesOf(schema).flatMap((type) => {
    if (type === 'integer' || type === 'number') return numberEdges(schema, type, name);
    if (type === 'string') return stringEdges(schema, maxBytes);
    if (type === 'boolean') return [true, false].map((value) => ({ value, edge: `${value}` }));
    if (type === 'null') return [{ value: null, edge: 'null' }];
    return type === 'array'
      ? [{ value: [], edge: 'an empty list' }]
      : type === 'object'
        ? [{ value: {}, edge: 'an empty object' }]
        : [];
  });
}

function numberEdges(schema: JsonObject, type: 'integer' | 'number', name: string): BoundaryValue[] {
  const { least, most, step = type === 'integer' ? 1 : undefined } = numberBoundsOf(schema, type);
  const edges: BoundaryValue[] = [];
  // A number that says how long to wait is not made large.
  if (isTimeLike(name)) return [{ value: Number.isFinite(least) ? least : 0, edge: 'the shortest time' }];
  if (Number.isFinite(least)) {
    edges.push({ value: least, edge: 'its minimum' });
    if (step !== undefined)
      edges.push({ value: Math.ceil(least / step) * step + step, edge: 'just above its minimum' });
  }
  if (Number.isFinite(most)) {
    edges.push({ value: most, edge: 'its maximum' });
    if (step !== undefined)
      edges.push({ value: Math.floor(most / step) * step - step, edge: 'just below its maximum' });
  }
  edges.push({ value: 0, edge: 'zero' }, { value: 1, edge: 'one' }, { value: -1, edge: 'minus one' });
  if (type === 'number') edges.push({ value: 0.5, edge: 'a fraction' });
  // Without a maximum a large one is as good as any.
  if (!Number.isFinite(most)) {
    edges.push(
      { value: 2 ** 31, edge: 'beyond 32 bits' },
      { value: Number.MAX_SAFE_INTEGER, edge: 'the largest safe integer' },
    );
  }
  if (!Number.isFinite(least)) edges.push({ value: Number.MIN_SAFE_INTEGER, edge: 'the smallest safe integer' });
  return edges;
}

function stringEdges({ minLength, maxLength, format }: JsonObject, maxBytes: number): BoundaryValue[] {
  // What a format asks for is not asserted by validation, so nothing odd is taken for valid.
  if (typeof format === 'string') return [];
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const repeat = (count: number, edge: string) => (count <= maxBytes ? [{ value: 'x'.repeat(count), edge }] : []);
  const edges = [
    ...(least === 0 ? [{ value: '', edge: 'an empty string' }] : repeat(least, 'its minLength')),
    ...(Number.isFinite(most)
      ? repeat(most, 'its maxLength')
      : repeat(Math.min(manyCharacters, maxBytes), 'a long string')),
  ];
  const fits = (text: string) => text.length >= least && text.length <= most;
  const padded = oddTexts.map(([text, edge]) => ({ value: text.padEnd(least, 'x'), edge }));
  return [...edges, ...padded.filter(({ value }) => fits(value))];
}

/** A list of the shortest and the longest length that is allowed, made of a valid item repeated. */
export function countEdges({ minItems, maxItems: most, uniqueItems }: JsonObject, list: JsonValue[]): BoundaryValue[] {
  const [item] = list;
  const least = typeof minItems === 'number' ? minItems : 0;
  const shortest = { value: list.slice(0, least), edge: 'its minItems' };
  if (item === undefined || uniqueItems === true) return [shortest];
  const one = { value: [item], edge: 'one item' };
  const count = typeof most === 'number' ? most : 100;
  if (count > maxItems) return [shortest, one];
  return [
    shortest,
    one,
    {
      value: Array.from({ length: count }, () => item),
      edge: typeof most === 'number' ? 'its maxItems' : 'many items',
    },
  ];
}

import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import fc from 'fast-check';
import { numberBoundsOf } from './number-bounds.ts';

/** Of all planes that are in use; no surrogates and no control characters. fast-check's own unit costs a second to set up. */
const anyCharacter = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0xa0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0xfffd }),
    fc.integer({ min: 0x10000, max: 0x3ffff }),
  )
  .map((code) => String.fromCodePoint(code));

/** A call that is told to wait does wait: such numbers are kept small. */
const timeLike = /duration|delay|timeout|sleep|wait|interval|seconds|minutes|millis|(^|[_A-Z])ms$/i;
const maxExtraCharacters = 40;
/** Of a number that a schema leaves open. */
const largestUsual = 1e12;
/** Instead of a zero that is excluded. */
const small = 0.001;
const letters = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 });

/** Undefined where no number fits. `name`: of the property it is for. */
export function numberArbitrary(
  schema: JsonObject,
  type: 'integer' | 'number',
  name: string,
): fc.Arbitrary<number> | undefined {
  const { least, most, isLeastExcluded, isMostExcluded, step } = numberBoundsOf(schema, type);
  if (least > most) return undefined;
  if (isTimeLike(name)) return fc.constant(shortest(least, most));
  if (type === 'integer' || step !== undefined) {
    const unit = step ?? 1;
    const from = Math.ceil(Math.max(least, Number.MIN_SAFE_INTEGER) / unit);
    const to = Math.floor(Math.min(most, Number.MAX_SAFE_INTEGER) / unit);
    return from > to ? undefined : wholeBetween(from, to).map((count) => tidy(count * unit));
  }
  const isZeroExcluded = least === 0 && isLeastExcluded;
  if (least === most && (isLeastExcluded || isMostExcluded)) return undefined;
  return fc
    .double({
      min: Number.isFinite(least) ? least : Math.min(-largestUsual, most),
      max: Number.isFinite(most) ? most : Math.max(largestUsual, least),
      minExcluded: isLeastExcluded && Number.isFinite(least),
      maxExcluded: isMostExcluded && Number.isFinite(most),
      noNaN: true,
    })
    .map((value) => tidy(value) || (isZeroExcluded ? small : 0));
}

/** Of the times that may be waited, whatever the unit. */
function shortest(least: number, most: number): number {
  return Math.min(Math.max(0, least), most);
}

export function isTimeLike(name: string): boolean {
  return timeLike.test(name);
}

/** Mostly what people use, sometimes anything. */
function wholeBetween(from: number, to: number): fc.Arbitrary<number> {
  const whole = fc.maxSafeInteger().map((value) => Math.min(Math.max(value, from), to));
  const near = fc.integer({ min: Math.max(from, -1000), max: Math.max(Math.max(from, -1000), Math.min(to, 1000)) });
  if (from > 1000 || to < -1000) return from >= -(2 ** 31) && to < 2 ** 31 ? fc.integer({ min: from, max: to }) : whole;
  return fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: whole });
}

/** JSON has no negative zero, 0.1 * 3 is meant as 0.3, and what is next to nothing is meant by nobody. */
function tidy(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(15));
}

/**
 * Strings of the lengths a schema allows. Blanks stand never where they are needed for the length, since many servers
 * trim; and of characters outside the basic plane there are at most half of what fits, since many count UTF-16 units.
 */
export function stringArbitrary(
  { minLength, maxLength }: JsonObject,
  maxBytes: number,
): fc.Arbitrary<string> | undefined {
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  if (least > most || least > maxBytes) return undefined;
  const extra = Math.min(most - least, maxExtraCharacters);
  const needed = fc
    .array(letters, { minLength: least, maxLength: least, size: 'max' })
    .map((characters) => characters.map((character) => (character === ' ' ? '_' : character)).join(''));
  const more = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: extra }) },
    {
      weight: 1,
      arbitrary: fc.array(anyCharacter, { maxLength: Math.floor(extra / 2) }).map((characters) => characters.join('')),
    },
  );
  return fc.tuple(needed, more).map(([first, rest]) => first + rest);
}

/** For a schema that says nothing. */
export const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.constant<JsonValue>({}),
  fc.constant<JsonValue>([]),
);

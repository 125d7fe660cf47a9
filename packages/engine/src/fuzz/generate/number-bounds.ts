import type { JsonObject } from '@mcp-lab/wire';

export interface NumberBounds {
  /** Both included; infinite where the schema sets none. */
  least: number;
  most: number;
  /** The schema excludes the bound itself. Never set for integers, whose bounds are moved instead. */
  isLeastExcluded: boolean;
  isMostExcluded: boolean;
  step: number | undefined;
}

/** Which numbers a schema allows, with both spellings of exclusive bounds: of draft-04 (a flag) and of all later ones. */
export function numberBoundsOf(schema: JsonObject, type: 'integer' | 'number'): NumberBounds {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const lower = boundOf(minimum, exclusiveMinimum, Number.NEGATIVE_INFINITY, Math.max);
  const upper = boundOf(maximum, exclusiveMaximum, Number.POSITIVE_INFINITY, Math.min);
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : undefined;
  if (type === 'number') {
    const { value: least, isExcluded: isLeastExcluded } = lower;
    return { least, most: upper.value, isLeastExcluded, isMostExcluded: upper.isExcluded, step };
  }
  const isWhole = Number.isInteger;
  const least = lower.isExcluded && isWhole(lower.value) ? lower.value + 1 : Math.ceil(lower.value);
  const most = upper.isExcluded && isWhole(upper.value) ? upper.value - 1 : Math.floor(upper.value);
  return { least, most, isLeastExcluded: false, isMostExcluded: false, step };
}

function boundOf(
  plain: unknown,
  exclusive: unknown,
  none: number,
  narrower: (left: number, right: number) => number,
): { value: number; isExcluded: boolean } {
  const included = typeof plain === 'number' ? plain : none;
  if (typeof exclusive !== 'number') return { value: included, isExcluded: exclusive === true };
  const value = narrower(included, exclusive);
  return { value, isExcluded: value === exclusive };
}

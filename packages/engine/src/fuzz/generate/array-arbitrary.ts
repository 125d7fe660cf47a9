import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import fc from 'fast-check';
import { canonicalJson } from '../../json-schema/canonical-json.ts';
import type { Place, SchemaArbitraries } from './schema-arbitrary.ts';

const maxExtraItems = 5;
const maxItems = 500;

/** `items` (also as a list), `prefixItems`, `contains`, `uniqueItems` and the bounds of the count. */
export function arrayArbitrary(
  schemas: SchemaArbitraries,
  schema: JsonObject,
  place: Place,
): fc.Arbitrary<JsonValue> | undefined {
  const below = { ...place, depth: place.depth + 1 };
  const first = leadingSchemas(schema).map((item) => schemas.build(item, below));
  const rest = schemas.build(restSchema(schema), below);
  const contained = schema.contains === undefined ? undefined : schemas.build(schema.contains, below);
  const needsContained = schema.contains !== undefined && schema.minContains !== 0;
  if (needsContained && contained === undefined) return undefined;
  const wantedContained = needsContained ? numberOr(schema.minContains, 1) : 0;
  const least = Math.max(numberOr(schema.minItems, 0), wantedContained);
  const mostGiven = numberOr(schema.maxItems, Number.POSITIVE_INFINITY);
  if (least > mostGiven || least > maxItems) return undefined;
  const usable = first.indexOf(undefined);
  const leading = first.slice(0, usable < 0 ? first.length : usable).filter((item) => item !== undefined);
  const canGoOn = usable < 0 && rest !== undefined;
  const wanted = Math.min(mostGiven, least + (schemas.isNarrow(place) ? 0 : maxExtraItems));
  const most = canGoOn ? wanted : Math.min(wanted, leading.length);
  if (least > most) return undefined;
  const tail = Math.max(0, most - leading.length);
  const leastTail = Math.max(0, least - leading.length);
  const items: fc.Arbitrary<JsonValue[]> = fc
    .tuple(
      fc.tuple(...leading),
      rest === undefined
        ? fc.constant([])
        : fc.array(rest, { minLength: Math.min(leastTail, tail), maxLength: tail, size: 'max' }),
      contained === undefined
        ? fc.constant([])
        : fc.array(contained, { minLength: wantedContained, maxLength: wantedContained }),
    )
    .map(([head, more, demanded]) => {
      const all = [...head.slice(0, most), ...more];
      // What must be contained takes the place of what may be anything.
      const kept = all.slice(0, Math.max(Math.min(head.length, most), all.length - demanded.length));
      return [...kept, ...demanded].slice(0, mostGiven);
    });
  if (schema.uniqueItems !== true) return items;
  return items.map((list) => [...new Map(list.map((item) => [canonicalJson(item), item])).values()]);
}

/** Of the first items, by place: `prefixItems`, or `items` as a list before 2020-12. */
export function leadingSchemas({ prefixItems, items }: JsonObject): JsonValue[] {
  if (Array.isArray(prefixItems)) return prefixItems.slice(0, maxItems);
  return Array.isArray(items) ? items.slice(0, maxItems) : [];
}

/** Of every item after those. */
export function restSchema({ items, additionalItems }: JsonObject): JsonValue {
  if (Array.isArray(items)) return additionalItems ?? true;
  return items === undefined || typeof items === 'boolean' || isJsonObject(items) ? (items ?? true) : true;
}

function numberOr(value: JsonValue | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from '../../json-schema/canonical-json.ts';

const largest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'];
const smallest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'];

/**
 * One schema object that demands what both demand, as far as the keywords allow; the rest is kept under `allOf`. Good
 * enough to make up values from; whether they fit is for validation to say. Undefined where nothing can fit.
 */
export function mergeSchemas(left: JsonValue, right: JsonValue): JsonObject | undefined {
  if (left === false || right === false) return undefined;
  if (!isJsonObject(left)) return isJsonObject(right) ? right : {};
  if (!isJsonObject(right)) return left;
  const merged: JsonObject = { ...left };
  for (const [name, value] of Object.entries(right)) {
    const known = merged[name];
    if (known === undefined || known === value) merged[name] = value;
    else if (!mergeKeyword(merged, name, known, value)) return undefined;
  }
  return merged;
}

/** False where nothing can satisfy both. */
function mergeKeyword(merged: JsonObject, name: string, known: JsonValue, value: JsonValue): boolean {
  if (name === 'type') return mergeTypes(merged, known, value);
  if (name === 'enum') return mergeChoices(merged, known, value);
  if (name === 'const') return canonicalJson(known) === canonicalJson(value);
  if (name === 'required') merged.required = [...new Set([...listOf(known), ...listOf(value)])];
  else if (name === 'properties' || name === 'patternProperties') merged[name] = mergeMaps(known, value);
  else if (name === 'items' && !Array.isArray(known) && !Array.isArray(value)) merged.items = both(known, value);
  else if (name === 'additionalProperties' || name === 'propertyNames' || name === 'contains')
    merged[name] = both(known, value);
  else if (largest.includes(name) && typeof known === 'number' && typeof value === 'number')
    merged[name] = Math.max(known, value);
  else if (smallest.includes(name) && typeof known === 'number' && typeof value === 'number')
    merged[name] = Math.min(known, value);
  else if (name === 'allOf') merged.allOf = [...listOf(known), ...listOf(value)];
  else merged.allOf = [...listOf(merged.allOf), { [name]: value }];
  return true;
}

function mergeTypes(merged: JsonObject, known: JsonValue, value: JsonValue): boolean {
  const left = new Set(Array.isArray(known) ? known : [known]);
  const right = new Set(Array.isArray(value) ? value : [value]);
  const common = [...left].filter((type) => right.has(type) || (type === 'integer' && right.has('number')));
  if (left.has('number') && right.has('integer') && !common.includes('integer')) common.push('integer');
  merged.type = common.length === 1 ? (common[0] as JsonValue) : common;
  return common.length > 0;
}

function mergeChoices(merged: JsonObject, known: JsonValue, value: JsonValue): boolean {
  const allowed = new Set(listOf(value).map(canonicalJson));
  merged.enum = listOf(known).filter((choice) => allowed.has(canonicalJson(choice)));
  return listOf(merged.enum).length > 0;
}

function mergeMaps(known: JsonValue, value: JsonValue): JsonObject {
  const merged: JsonObject = isJsonObject(known) ? { ...known } : {};
  for (const [name, schema] of Object.entries(isJsonObject(value) ? value : {})) {
    merged[name] = Object.hasOwn(merged, name) ? both(merged[name] as JsonValue, schema) : schema;
  }
  return merged;
}

function both(left: JsonValue, right: JsonValue): JsonValue {
  return mergeSchemas(left, right) ?? false;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

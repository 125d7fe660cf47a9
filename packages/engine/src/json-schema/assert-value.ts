import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from './canonical-json.ts';
import type { SchemaDialect } from './dialect.ts';
import type { SchemaNode } from './schema-node.ts';
import type { ValidationBudget } from './validation-budget.ts';

/** What a value breaks of the keywords that hold no schemas, as ends of sentences. */
export function assertValue(
  node: SchemaNode,
  schema: JsonObject,
  value: JsonValue,
  dialect: SchemaDialect,
  budget: ValidationBudget,
): string[] {
  const faults = [assertType(schema, value)];
  if (node.allowed !== undefined) {
    const text = canonicalJson(value);
    budget.spend(text.length / 20);
    if (!node.allowed.has(text)) faults.push(describeAllowed(node.allowed));
  }
  if (typeof value === 'number') faults.push(...assertNumber(schema, value, dialect));
  else if (typeof value === 'string') faults.push(...assertString(node, schema, value, budget));
  else if (Array.isArray(value)) faults.push(...assertArray(schema, value, budget));
  else if (isJsonObject(value)) faults.push(...assertObject(schema, value, dialect));
  return faults.filter((fault) => fault !== undefined);
}

type Fault = string | undefined;

function assertType({ type }: JsonObject, value: JsonValue): Fault {
  if (type === undefined) return undefined;
  const names = (Array.isArray(type) ? type : [type]).map(String);
  return names.some((name) => isOfType(value, name)) ? undefined : `must be ${names.join(' or ')}, is ${typeOf(value)}`;
}

function isOfType(value: JsonValue, name: string): boolean {
  if (name === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (name === 'number') return typeof value === 'number';
  return typeOf(value) === name;
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function describeAllowed(allowed: ReadonlySet<string>): string {
  if (allowed.size === 0) return 'can be nothing at all';
  const [first = ''] = allowed;
  const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (allowed.size === 1) return `must be ${shown(first)}`;
  const some = [...allowed].slice(0, 5).map(shown).join(', ');
  return `must be one of ${some}${allowed.size > 5 ? ', …' : ''}`;
}

function assertNumber(schema: JsonObject, value: number, dialect: SchemaDialect): Fault[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const isOld = dialect === 'draft-04';
  const above = isOld ? (exclusiveMinimum === true ? minimum : undefined) : exclusiveMinimum;
  const below = isOld ? (exclusiveMaximum === true ? maximum : undefined) : exclusiveMaximum;
  return [
    typeof minimum === 'number' && value < minimum ? `must be at least ${minimum}, is ${value}` : undefined,
    typeof maximum === 'number' && value > maximum ? `must be at most ${maximum}, is ${value}` : undefined,
    typeof above === 'number' && value <= above ? `must be above ${above}, is ${value}` : undefined,
    typeof below === 'number' && value >= below ? `must be below ${below}, is ${value}` : undefined,
    typeof multipleOf === 'number' && !isMultiple(value, multipleOf)
      ? `must be a multiple of ${multipleOf}`
      : undefined,
  ];
}

/** Decimal fractions are no exact binary numbers: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  if (value % step === 0) return true;
  const quotient = value / step;
  return (
    Number.isFinite(quotient) && Math.abs(quotient - Math.round(quotient)) <= 1e-12 * Math.max(1, Math.abs(quotient))
  );
}

function assertString(node: SchemaNode, { minLength, maxLength }: JsonObject, value: string, budget: ValidationBudget) {
  const faults: Fault[] = [];
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const length = codePoints(value);
    if (typeof minLength === 'number' && length < minLength) faults.push(`must have at least ${minLength} characters`);
    if (typeof maxLength === 'number' && length > maxLength) faults.push(`must have at most ${maxLength} characters`);
  }
  if (node.pattern?.ok) {
    budget.spend(1 + (value.length * node.pattern.cost) / 200);
    const { schema } = node;
    if (!node.pattern.test(value)) {
      faults.push(`must match ${isJsonObject(schema) ? JSON.stringify(schema.pattern).slice(0, 100) : 'the pattern'}`);
    }
  }
  return faults;
}

/** JSON Schema counts characters, not UTF-16 units. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function assertArray({ minItems, maxItems, uniqueItems }: JsonObject, value: JsonValue[], budget: ValidationBudget) {
  const faults: Fault[] = [];
  if (typeof minItems === 'number' && value.length < minItems) faults.push(`must have at least ${minItems} items`);
  if (typeof maxItems === 'number' && value.length > maxItems) faults.push(`must have at most ${maxItems} items`);
  if (uniqueItems === true) {
    const texts = value.map(canonicalJson);
    budget.spend(texts.reduce((sum, text) => sum + text.length, 0) / 20);
    if (new Set(texts).size < texts.length) faults.push('must not have the same item twice');
  }
  return faults;
}

function assertObject(schema: JsonObject, value: JsonObject, dialect: SchemaDialect): Fault[] {
  const { required, minProperties, maxProperties, dependentRequired, dependencies } = schema;
  const names = Object.keys(value);
  const faults: Fault[] = (Array.isArray(required) ? required : []).map((name) =>
    Object.hasOwn(value, String(name)) ? undefined : `must have the property ${JSON.stringify(name)}`,
  );
  if (typeof minProperties === 'number' && names.length < minProperties) {
    faults.push(`must have at least ${minProperties} properties`);
  }
  if (typeof maxProperties === 'number' && names.length > maxProperties) {
    faults.push(`must have at most ${maxProperties} properties`);
  }
  const isModern = dialect === '2019-09' || dialect === '2020-12';
  const demands = isModern ? dependentRequired : dependencies;
  for (const [name, needed] of Object.entries(isJsonObject(demands) ? demands : {})) {
    if (!Array.isArray(needed) || !Object.hasOwn(value, name)) continue;
    const missing = needed.find((other) => !Object.hasOwn(value, String(other)));
    if (missing !== undefined) faults.push(`must have ${JSON.stringify(missing)}, as it has ${JSON.stringify(name)}`);
  }
  return faults;
}

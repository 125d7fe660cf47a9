import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import fc from 'fast-check';
import { arrayArbitrary } from './array-arbitrary.ts';
import { formatArbitrary, harmlessAddresses } from './format-arbitrary.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { objectArbitrary } from './object-arbitrary.ts';
import { patternArbitrary } from './pattern-arbitrary.ts';
import { plainSchemaOf } from './plain-schema.ts';
import { anyValue, numberArbitrary, stringArbitrary } from './scalar-arbitraries.ts';

/** Arbitraries a schema may cost: one that refers to itself in many places would cost thousands. */
const maxNodes = 1_200;
const maxBranches = 20;
/** Beyond this many references in a row only what is required is made. */
const plentifulReferences = 2;
const maxReferences = 6;
const maxDepth = 24;
const addressLike = /ur[il]s?$|^(link|endpoint|host|domain|website)$/i;

/** Where in a schema something is made up for. */
export interface Place {
  /** Of the property; empty where there is none. */
  name: string;
  depth: number;
  references: number;
}

/** Makes arbitraries of the schemas of one document. What it makes has to be validated: `not`, `oneOf` and the like. */
export class SchemaArbitraries {
  /** What could not be made up, or only from examples, in words. */
  readonly notes = new Set<string>();
  readonly #root: JsonValue;
  readonly maxBytes: number;
  #nodes = 0;

  constructor(root: JsonValue, maxBytes: number) {
    this.#root = root;
    this.maxBytes = maxBytes;
  }

  /** Undefined where nothing can be made up for it. */
  build(given: JsonValue, place: Place = { name: '', depth: 0, references: 0 }): fc.Arbitrary<JsonValue> | undefined {
    this.#nodes++;
    if (this.#nodes > maxNodes || place.depth > maxDepth) return undefined;
    if (given === true) return anyValue;
    const { schema, followed, lost } = plainSchemaOf(given, this.#root);
    for (const reference of lost)
      this.notes.add(`the reference ${JSON.stringify(reference.slice(0, 100))} leads out of the schema`);
    const here = { ...place, references: place.references + followed };
    if (schema === undefined || here.references > maxReferences) return undefined;
    return this.#buildPlain(schema, here);
  }

  isNarrow({ references }: Place): boolean {
    return references > plentifulReferences;
  }

  #buildPlain(schema: JsonObject, place: Place): fc.Arbitrary<JsonValue> | undefined {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (Array.isArray(schema.enum)) return schema.enum.length === 0 ? undefined : fc.constantFrom(...schema.enum);
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const { [keyword]: branches, ...rest } = schema;
      if (Array.isArray(branches))
        return this.#choose(
          branches.map((branch) => mergeSchemas(rest, branch)),
          place,
        );
    }
    const { if: condition, then: met, else: unmet, ...rest } = schema;
    if (condition !== undefined && (met !== undefined || unmet !== undefined)) {
      const whenMet = mergeSchemas(rest, condition);
      const branches = [whenMet && mergeSchemas(whenMet, met ?? true), mergeSchemas(rest, unmet ?? true)];
      return this.#choose(branches, place);
    }
    return this.#buildTyped(schema, place);
  }

  #choose(branches: readonly (JsonObject | undefined)[], place: Place): fc.Arbitrary<JsonValue> | undefined {
    const below = { ...place, depth: place.depth + 1 };
    const made = branches
      .slice(0, maxBranches)
      .map((branch) => (branch === undefined ? undefined : this.build(branch, below)))
      .filter((one) => one !== undefined);
    return made.length === 0 ? undefined : fc.oneof(...made);
  }

  #buildTyped(schema: JsonObject, place: Place): fc.Arbitrary<JsonValue> | undefined {
    const made = typesOf(schema)
      .map((type) => this.#buildType(type, schema, place))
      .filter((one) => one !== undefined);
    const named = namedValues(schema);
    if (made.length === 0 && named.length === 0) return undefined;
    if (made.length === 0) {
      this.notes.add(`only the examples of ${describePlace(place)} could be used`);
      return fc.constantFrom(...named);
    }
    const whole = fc.oneof(...made);
    return named.length === 0
      ? whole
      : fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: fc.constantFrom(...named) });
  }

  #buildType(type: string, schema: JsonObject, place: Place): fc.Arbitrary<JsonValue> | undefined {
    if (type === 'null') return fc.constant(null);
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer' || type === 'number') return numberArbitrary(schema, type, place.name);
    if (type === 'string') return this.#buildString(schema, place);
    if (type === 'array') return arrayArbitrary(this, schema, place);
    return type === 'object' ? objectArbitrary(this, schema, place) : anyValue;
  }

  #buildString(schema: JsonObject, place: Place): fc.Arbitrary<string> | undefined {
    if (typeof schema.pattern === 'string') {
      const matching = patternArbitrary(schema.pattern);
      if (matching === undefined) {
        const shown = JSON.stringify(schema.pattern.slice(0, 80));
        this.notes.add(`no strings can be made up for the pattern ${shown} of ${describePlace(place)}`);
      }
      return matching;
    }
    const formatted = typeof schema.format === 'string' ? formatArbitrary(schema.format) : undefined;
    if (formatted !== undefined) return formatted;
    const plain = stringArbitrary(schema, this.maxBytes);
    return plain !== undefined && addressLike.test(place.name)
      ? fc.oneof({ weight: 1, arbitrary: plain }, { weight: 2, arbitrary: harmlessAddresses })
      : plain;
  }
}

export function describePlace({ name }: Place): string {
  return name === '' ? 'the arguments' : JSON.stringify(name.slice(0, 60));
}

/** What the author of a schema thought of. */
export function namedValues({ default: usual, examples }: JsonObject): JsonValue[] {
  return [...(usual === undefined ? [] : [usual]), ...(Array.isArray(examples) ? examples.slice(0, 20) : [])];
}

/** The types a schema speaks of; without a word about it, those its keywords are for. */
export function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  const has = (...names: string[]) => names.some((name) => schema[name] !== undefined);
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'contains')) return ['array'];
  if (has('pattern', 'format', 'minLength', 'maxLength')) return ['string'];
  return has('minimum', 'maximum', 'multipleOf', 'exclusiveMinimum') ? ['number'] : ['anything'];
}

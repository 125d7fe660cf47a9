import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

const maxDepth = 8;

const formatSamples: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'PT1M',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/',
  uuid: '6f1c2a9e-4b7d-4e0a-9c3f-0d5b8a7e6f12',
  'json-pointer': '',
  regex: '.*',
};

/**
 * Arguments that an input schema accepts: what it names itself (const, default, examples, enum) before what can be made
 * up, required members only. Deterministic. Undefined where nothing fitting could be found, for example for a pattern
 * without an example.
 */
export function sampleArguments(inputSchema: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(inputSchema)) return undefined;
  const sample = sampleOf(inputSchema, inputSchema, 0);
  return isJsonObject(sample) ? sample : undefined;
}

function sampleOf(schema: JsonValue, root: JsonObject, depth: number): JsonValue | undefined {
  if (schema === true) return 'sample';
  if (!isJsonObject(schema) || depth > maxDepth) return undefined;
  const named = namedSample(schema);
  if (named !== undefined) return named;
  if (typeof schema.$ref === 'string') {
    const resolved = resolveLocal(schema.$ref, root);
    return resolved === undefined ? undefined : sampleOf(resolved, root, depth + 1);
  }
  const branches = [schema.oneOf, schema.anyOf].find(Array.isArray);
  if (branches !== undefined && schema.type === undefined) {
    for (const branch of branches) {
      const sample = sampleOf(branch, root, depth + 1);
      if (sample !== undefined) return sample;
    }
    return undefined;
  }
  return sampleOfType(typeOf(schema), schema, root, depth);
}

function namedSample({ const: only, default: usual, examples, enum: choices }: JsonObject): JsonValue | undefined {
  if (only !== undefined) return only;
  if (usual !== undefined && usual !== null) return usual;
  const [example] = Array.isArray(examples) ? examples : [];
  if (example !== undefined) return example;
  return Array.isArray(choices) ? choices[0] : undefined;
}

function typeOf({ type, properties, items }: JsonObject): JsonValue | undefined {
  if (Array.isArray(type)) return type.find((name) => name !== 'null') ?? type[0];
  if (type !== undefined) return type;
  if (properties !== undefined) return 'object';
  return items === undefined ? undefined : 'array';
}

function sampleOfType(
  type: JsonValue | undefined,
  schema: JsonObject,
  root: JsonObject,
  depth: number,
): JsonValue | undefined {
  if (type === 'object') return sampleObject(schema, root, depth);
  if (type === 'array') return sampleArray(schema, root, depth);
  if (type === 'string') return sampleString(schema);
  if (type === 'integer' || type === 'number') return sampleNumber(schema, type);
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  // A schema that says nothing accepts anything.
  return type === undefined ? 'sample' : undefined;
}

function sampleObject(schema: JsonObject, root: JsonObject, depth: number): JsonObject | undefined {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const sample: JsonObject = {};
  for (const name of required) {
    if (typeof name !== 'string') continue;
    const value = sampleOf(Object.hasOwn(properties, name) ? (properties[name] ?? true) : true, root, depth + 1);
    if (value === undefined) return undefined;
    sample[name] = value;
  }
  return sample;
}

function sampleArray(schema: JsonObject, root: JsonObject, depth: number): JsonValue[] | undefined {
  const count = typeof schema.minItems === 'number' ? schema.minItems : 0;
  if (count > 10) return undefined;
  const items: JsonValue[] = [];
  for (let index = 0; index < count; index++) {
    const value = sampleOf(schema.items ?? true, root, depth + 1);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

function sampleString({ format, pattern, minLength, maxLength }: JsonObject): string | undefined {
  if (pattern !== undefined) return undefined;
  const sample = typeof format === 'string' ? (formatSamples[format] ?? 'sample') : 'sample';
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : 10_000;
  if (least > 10_000) return undefined;
  return sample.padEnd(least, 'x').slice(0, most);
}

function sampleNumber(schema: JsonObject, type: 'integer' | 'number'): number | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : undefined;
  const least = typeof minimum === 'number' ? minimum : above;
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : undefined;
  const most = typeof maximum === 'number' ? maximum : below;
  const wanted = Math.min(Math.max(1, least ?? 1), most ?? Number.POSITIVE_INFINITY);
  const whole = type === 'integer' ? Math.ceil(wanted) : wanted;
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : undefined;
  const sample = step === undefined ? whole : Math.ceil(whole / step) * step;
  return sample <= (most ?? sample) ? sample : undefined;
}

function resolveLocal(reference: string, root: JsonObject): JsonValue | undefined {
  if (!reference.startsWith('#')) return undefined;
  let at: JsonValue | undefined = root;
  for (const part of reference.slice(1).split('/').filter(Boolean)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { isDialectSince, type SchemaDialect } from './dialect.ts';

/** What is wrong with a keyword's value, as the end of `"type" …`; undefined where nothing is. */
type KeywordShape = (value: JsonValue, dialect: SchemaDialect) => string | undefined;

/** Where a keyword holds schemas. */
export type SchemaPlace = 'schema' | 'list' | 'map' | 'schema-or-list' | 'schema-or-strings-map';

interface Keyword {
  shape: KeywordShape;
  holds?: SchemaPlace;
  since?: SchemaDialect;
  until?: SchemaDialect;
}

const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const text: KeywordShape = (value) => (typeof value === 'string' ? undefined : 'must be a string');
const flag: KeywordShape = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const number: KeywordShape = (value) => (typeof value === 'number' ? undefined : 'must be a number');
const natural: KeywordShape = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? undefined : 'must be a whole number from 0 on';
const list: KeywordShape = (value) => (Array.isArray(value) ? undefined : 'must be an array');
const strings: KeywordShape = (value) => {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) return 'must be an array of strings';
  return new Set(value).size === value.length ? undefined : 'must not name anything twice';
};
const schema: KeywordShape = (value, dialect) => {
  if (isJsonObject(value)) return undefined;
  if (typeof value === 'boolean' && isDialectSince(dialect, 'draft-06')) return undefined;
  return dialect === 'draft-04' ? 'must be a schema (an object)' : 'must be a schema (an object, true or false)';
};
const schemaOrFlag: KeywordShape = (value, dialect) =>
  typeof value === 'boolean' ? undefined : schema(value, dialect);
const schemas: KeywordShape = (value, dialect) => {
  if (!Array.isArray(value) || value.length === 0) return 'must be an array of at least one schema';
  return value.some((item) => schema(item, dialect)) ? 'must hold schemas only' : undefined;
};
const schemaMap: KeywordShape = (value, dialect) => {
  if (!isJsonObject(value)) return 'must be an object';
  const wrong = Object.keys(value).find((name) => schema(value[name] as JsonValue, dialect));
  return wrong === undefined ? undefined : `must hold schemas only; ${JSON.stringify(wrong.slice(0, 60))} is none`;
};
const stringsMap: KeywordShape = (value, dialect) =>
  !isJsonObject(value) || Object.values(value).some((item) => strings(item, dialect))
    ? 'must be an object of arrays of strings'
    : undefined;
const schemaOrSchemas: KeywordShape = (value, dialect) =>
  Array.isArray(value) ? schemas(value, dialect) : schemaOrFlag(value, dialect);

const exclusive: KeywordShape = (value, dialect) => (dialect === 'draft-04' ? flag : number)(value, dialect);

const typeShape: KeywordShape = (value) => {
  const names = Array.isArray(value) ? value : [value];
  const isKnown = names.length > 0 && names.every((name) => typeof name === 'string' && typeNames.includes(name));
  if (!isKnown) return `must be one of ${typeNames.join(', ')}, or an array of them`;
  return new Set(names).size === names.length ? undefined : 'must not name a type twice';
};

const dependenciesShape: KeywordShape = (value, dialect) =>
  !isJsonObject(value) ||
  Object.values(value).some((item) => (Array.isArray(item) ? strings : schemaOrFlag)(item, dialect))
    ? 'must be an object of schemas or arrays of strings'
    : undefined;

const positive: KeywordShape = (value) =>
  typeof value === 'number' && value > 0 ? undefined : 'must be a number above 0';

const plainName = /^[A-Za-z_][\w.-]*$/;
const anchor: KeywordShape = (value) =>
  typeof value === 'string' && plainName.test(value) ? undefined : 'must be a name of letters, digits, _, - and .';
const identifier: KeywordShape = (value, dialect) => {
  if (typeof value !== 'string') return 'must be a string';
  const hasFragment = isDialectSince(dialect, '2019-09') && /#./.test(value);
  return hasFragment ? 'must not have a fragment' : undefined;
};
const vocabularies: KeywordShape = (value) =>
  isJsonObject(value) && Object.values(value).every((item) => typeof item === 'boolean')
    ? undefined
    : 'must be an object of booleans';

/** What the meta-schemas say about each keyword. Others are nobody's business. */
const keywords: Readonly<Record<string, Keyword>> = {
  $schema: { shape: text },
  $id: { shape: identifier, since: 'draft-06' },
  id: { shape: text, until: 'draft-04' },
  $ref: { shape: text },
  $anchor: { shape: anchor, since: '2019-09' },
  $recursiveRef: { shape: text, since: '2019-09' },
  $recursiveAnchor: { shape: flag, since: '2019-09', until: '2019-09' },
  $dynamicRef: { shape: text, since: '2020-12' },
  $dynamicAnchor: { shape: anchor, since: '2020-12' },
  $vocabulary: { shape: vocabularies, since: '2019-09' },
  $comment: { shape: text, since: 'draft-07' },
  $defs: { shape: schemaMap, holds: 'map', since: '2019-09' },
  definitions: { shape: schemaMap, holds: 'map' },
  title: { shape: text },
  description: { shape: text },
  format: { shape: text },
  contentEncoding: { shape: text, since: 'draft-07' },
  contentMediaType: { shape: text, since: 'draft-07' },
  contentSchema: { shape: schema, holds: 'schema', since: '2019-09' },
  deprecated: { shape: flag, since: '2019-09' },
  readOnly: { shape: flag, since: 'draft-07' },
  writeOnly: { shape: flag, since: 'draft-07' },
  examples: { shape: list, since: 'draft-06' },
  type: { shape: typeShape },
  enum: { shape: list },
  multipleOf: { shape: positive },
  maximum: { shape: number },
  minimum: { shape: number },
  exclusiveMaximum: { shape: exclusive },
  exclusiveMinimum: { shape: exclusive },
  maxLength: { shape: natural },
  minLength: { shape: natural },
  pattern: { shape: text },
  maxItems: { shape: natural },
  minItems: { shape: natural },
  uniqueItems: { shape: flag },
  maxContains: { shape: natural, since: '2019-09' },
  minContains: { shape: natural, since: '2019-09' },
  maxProperties: { shape: natural },
  minProperties: { shape: natural },
  required: { shape: strings },
  dependentRequired: { shape: stringsMap, since: '2019-09' },
  dependentSchemas: { shape: schemaMap, holds: 'map', since: '2019-09' },
  dependencies: { shape: dependenciesShape, holds: 'schema-or-strings-map' },
  properties: { shape: schemaMap, holds: 'map' },
  patternProperties: { shape: schemaMap, holds: 'map' },
  additionalProperties: { shape: schemaOrFlag, holds: 'schema' },
  propertyNames: { shape: schema, holds: 'schema', since: 'draft-06' },
  contains: { shape: schema, holds: 'schema', since: 'draft-06' },
  not: { shape: schema, holds: 'schema' },
  if: { shape: schema, holds: 'schema', since: 'draft-07' },
  // biome-ignore lint/suspicious/noThenProperty: the name of a keyword
  then: { shape: schema, holds: 'schema', since: 'draft-07' },
  else: { shape: schema, holds: 'schema', since: 'draft-07' },
  allOf: { shape: schemas, holds: 'list' },
  anyOf: { shape: schemas, holds: 'list' },
  oneOf: { shape: schemas, holds: 'list' },
  prefixItems: { shape: schemas, holds: 'list', since: '2020-12' },
  additionalItems: { shape: schemaOrFlag, holds: 'schema', until: '2019-09' },
  unevaluatedItems: { shape: schema, holds: 'schema', since: '2019-09' },
  unevaluatedProperties: { shape: schema, holds: 'schema', since: '2019-09' },
};

const itemsAsList: Keyword = { shape: schemaOrSchemas, holds: 'schema-or-list' };
const itemsAsSchema: Keyword = { shape: schema, holds: 'schema' };

export function findKeyword(name: string, dialect: SchemaDialect): Keyword | undefined {
  if (name === 'items') return dialect === '2020-12' ? itemsAsSchema : itemsAsList;
  const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
  if (keyword === undefined) return undefined;
  if (keyword.since !== undefined && !isDialectSince(dialect, keyword.since)) return undefined;
  const isGone = keyword.until !== undefined && dialect !== keyword.until && isDialectSince(dialect, keyword.until);
  return isGone ? undefined : keyword;
}

/** The first keyword of a schema object whose value is not what the meta-schema asks for, as a sentence. */
export function findKeywordFault(schemaObject: JsonObject, dialect: SchemaDialect): string | undefined {
  for (const [name, value] of Object.entries(schemaObject)) {
    const fault = findKeyword(name, dialect)?.shape(value, dialect);
    if (fault !== undefined) return `${JSON.stringify(name)} ${fault}, not ${clip(JSON.stringify(value))}`;
  }
  return undefined;
}

function clip(json: string): string {
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}

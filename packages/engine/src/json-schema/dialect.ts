import { isJsonObject, type JsonValue } from '@mcp-lab/wire';

/** Oldest first. */
export const schemaDialects = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'] as const;
export type SchemaDialect = (typeof schemaDialects)[number];

const byUri: Readonly<Record<string, SchemaDialect>> = {
  'json-schema.org/draft-04/schema': 'draft-04',
  'json-schema.org/draft-06/schema': 'draft-06',
  'json-schema.org/draft-07/schema': 'draft-07',
  'json-schema.org/draft/2019-09/schema': '2019-09',
  'json-schema.org/draft/2020-12/schema': '2020-12',
};

/** What `$schema` names: a dialect, nothing, or something nobody here knows. */
export function dialectNamedBy(schema: JsonValue): SchemaDialect | { unknown: JsonValue } | undefined {
  const named = isJsonObject(schema) ? schema.$schema : undefined;
  if (named === undefined) return undefined;
  if (typeof named !== 'string') return { unknown: named };
  return dialectOfUri(named) ?? { unknown: named };
}

/** With http or https, with or without the empty fragment: people write all four. */
export function dialectOfUri(uri: string): SchemaDialect | undefined {
  const key = uri.replace(/^https?:\/\//, '').replace(/#$/, '');
  return Object.hasOwn(byUri, key) ? byUri[key] : undefined;
}

export function isDialectSince(dialect: SchemaDialect, oldest: SchemaDialect): boolean {
  return schemaDialects.indexOf(dialect) >= schemaDialects.indexOf(oldest);
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { canonicalJson } from './canonical-json.ts';
import { isDialectSince, type SchemaDialect } from './dialect.ts';
import { findKeyword, findKeywordFault } from './keyword-shapes.ts';
import { compileLinearPattern } from './linear-pattern.ts';
import { pointerPart, type SchemaNode, type SchemaResource } from './schema-node.ts';

/** A schema that breaks the rules of its dialect; `message` is a sentence for people. */
export class SchemaFault extends Error {
  override readonly name = 'SchemaFault';
}

export interface BuiltSchema {
  root: SchemaNode;
  /** By absolute URI without fragment. */
  resources: Map<string, SchemaResource>;
  /** By JSON Pointer from the root. */
  nodes: Map<string, SchemaNode>;
  dialect: SchemaDialect;
  notChecked: string[];
}

/** No schema has a place there, so nothing of a peer's can claim it. */
export const baseUri = 'mcp-lab-schema:/root';

/** Reads a schema of bounded depth into nodes. Throws SchemaFault. References are not followed yet. */
export function buildSchema(schema: JsonValue, dialect: SchemaDialect): BuiltSchema {
  const built = { resources: new Map(), nodes: new Map(), dialect, notChecked: [] as string[] };
  const root = addNode(built, schema, '', undefined);
  return { ...built, root };
}

/** Adds a schema and all below it. `parent` is where its base URI comes from. */
export function addNode(
  built: Omit<BuiltSchema, 'root'>,
  schema: JsonValue,
  pointer: string,
  parent: SchemaResource | undefined,
): SchemaNode {
  if (typeof schema !== 'boolean' && !isJsonObject(schema)) {
    throw new SchemaFault(`${placeOf(pointer)}: a schema is an object, true or false`);
  }
  const node = { schema, pointer, children: new Map(), targets: new Map() } as unknown as SchemaNode;
  node.resource = resourceFor(built, node, parent);
  built.nodes.set(pointer, node);
  if (!isJsonObject(schema)) return node;
  const fault = findKeywordFault(schema, built.dialect);
  if (fault !== undefined) throw new SchemaFault(`${placeOf(pointer)}: ${fault}`);
  addAnchors(node, schema, built.dialect);
  addConstants(built, node, schema);
  for (const [name, value] of Object.entries(schema)) {
    for (const [part, child] of schemasIn(name, value, built.dialect)) {
      node.children.set(part, addNode(built, child, `${pointer}/${part}`, node.resource));
    }
  }
  addPropertyPatterns(built, node, schema);
  return node;
}

/** The schemas a keyword holds, by the pointer below the schema object. */
function schemasIn(name: string, value: JsonValue, dialect: SchemaDialect): [string, JsonValue][] {
  const holds = findKeyword(name, dialect)?.holds;
  if (holds === undefined) return [];
  const key = pointerPart(name);
  if (Array.isArray(value)) return value.map((item, index) => [`${key}/${index}`, item]);
  if (holds === 'schema' || holds === 'schema-or-list') return [[key, value]];
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return entries
    .filter(([, item]) => !Array.isArray(item))
    .map(([member, item]) => [`${key}/${pointerPart(member)}`, item]);
}

function resourceFor(
  { resources, dialect }: Pick<BuiltSchema, 'resources' | 'dialect'>,
  node: SchemaNode,
  parent: SchemaResource | undefined,
): SchemaResource {
  const id = isJsonObject(node.schema) ? node.schema[dialect === 'draft-04' ? 'id' : '$id'] : undefined;
  const hasSiblingRef = isJsonObject(node.schema) && '$ref' in node.schema && !isDialectSince(dialect, '2019-09');
  const isIdentified = typeof id === 'string' && !hasSiblingRef && !id.startsWith('#');
  if (parent !== undefined && !isIdentified) return parent;
  const base = parent?.uri ?? baseUri;
  const uri = isIdentified ? resolveUri(id, base) : base;
  if (uri === undefined)
    throw new SchemaFault(`${placeOf(node.pointer)}: the identifier ${JSON.stringify(id)} is no URI`);
  const resource = { uri: uri.replace(/#.*$/s, ''), root: node, anchors: new Map(), dynamicAnchors: new Map() };
  resources.set(resource.uri, resource);
  // References may name the document by the URI it was given here, too.
  if (parent === undefined) resources.set(baseUri, resource);
  return resource;
}

export function resolveUri(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

function addAnchors(self: SchemaNode, schema: JsonObject, dialect: SchemaDialect): void {
  const { resource } = self;
  const { $anchor, $dynamicAnchor } = schema;
  if (isDialectSince(dialect, '2019-09')) {
    if (typeof $anchor === 'string') resource.anchors.set($anchor, self);
    if (dialect === '2020-12' && typeof $dynamicAnchor === 'string') {
      resource.anchors.set($dynamicAnchor, self);
      resource.dynamicAnchors.set($dynamicAnchor, self);
    }
    return;
  }
  const id = schema[dialect === 'draft-04' ? 'id' : '$id'];
  if (typeof id === 'string' && id.startsWith('#')) resource.anchors.set(id.slice(1), self);
}

function addConstants(
  { dialect, notChecked }: Pick<BuiltSchema, 'dialect' | 'notChecked'>,
  node: SchemaNode,
  schema: JsonObject,
) {
  const { const: only, enum: choices, pattern } = schema;
  if (Array.isArray(choices)) node.allowed = new Set(choices.map(canonicalJson));
  if (only !== undefined && isDialectSince(dialect, 'draft-06')) {
    const text = canonicalJson(only);
    node.allowed = new Set(node.allowed === undefined || node.allowed.has(text) ? [text] : []);
  }
  if (typeof pattern !== 'string') return;
  node.pattern = compileLinearPattern(pattern);
  if (!node.pattern.ok) notChecked.push(describePattern(pattern, node.pointer, node.pattern.reason));
}

function addPropertyPatterns({ notChecked }: Pick<BuiltSchema, 'notChecked'>, node: SchemaNode, schema: JsonObject) {
  if (!isJsonObject(schema.patternProperties)) return;
  node.propertyPatterns = Object.keys(schema.patternProperties).flatMap((name) => {
    const child = node.children.get(`patternProperties/${pointerPart(name)}`);
    const pattern = compileLinearPattern(name);
    if (!pattern.ok) notChecked.push(describePattern(name, `${node.pointer}/patternProperties`, pattern.reason));
    return child === undefined ? [] : [{ child, pattern }];
  });
}

function describePattern(pattern: string, pointer: string, reason: string): string {
  const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  return `the pattern ${JSON.stringify(shown)} at ${placeOf(pointer)}: ${reason}`;
}

export function placeOf(pointer: string): string {
  return pointer === '' ? 'the root of the schema' : pointer.length > 200 ? `${pointer.slice(0, 200)}…` : pointer;
}

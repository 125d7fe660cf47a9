import { isJsonObject, type JsonObject, type JsonValue, type TransportKind } from '@mcp-lab/wire';
import { dialectNamedBy } from '../json-schema/dialect.ts';
import type { CompatRule } from './compat-rule.ts';

/** What is judged: a server as a host would see it. */
export interface CompatSubject {
  tools: readonly JsonObject[];
  instructions?: string | undefined;
  transport: TransportKind;
  /** Which of the two it speaks. */
  eras: readonly ('legacy' | 'modern')[];
  /** The name under which a user would enter it. */
  serverName: string;
}

/** One place where a rule is broken. */
export interface CompatPlace {
  tool: string | null;
  /** JSON Pointer within the tool, '' for the whole. */
  path: string;
  /** What is there, in words. */
  found: string;
}

type Ruling<Kind extends CompatRule['kind']> = (
  rule: Extract<CompatRule, { kind: Kind }>,
  subject: CompatSubject,
) => CompatPlace[];

const rulings: { [Kind in CompatRule['kind']]: Ruling<Kind> } = {
  'tool-name-pattern': ({ pattern }, subject) =>
    eachTool(subject, ({ name }) =>
      new RegExp(pattern, 'u').test(name) ? [] : [{ path: '/name', found: `the name ${name}` }],
    ),
  'tool-name-length': ({ template, max }, subject) =>
    eachTool(subject, ({ name }) => {
      const full = template.replace('{server}', () => subject.serverName).replace('{tool}', () => name);
      return full.length <= max ? [] : [{ path: '/name', found: `${full.length} characters as ${full}` }];
    }),
  'tool-count': ({ max }, { tools }) =>
    tools.length <= max ? [] : [{ tool: null, path: '', found: `${tools.length} tools of this server alone` }],
  'text-length': ({ of, maxBytes }, subject) => {
    const tooLong = (text: JsonValue | undefined) => typeof text === 'string' && Buffer.byteLength(text) > maxBytes;
    const say = (text: JsonValue | undefined) => `${Buffer.byteLength(String(text))} bytes`;
    if (of === 'instructions') {
      const { instructions } = subject;
      return tooLong(instructions) ? [{ tool: null, path: '', found: `instructions of ${say(instructions)}` }] : [];
    }
    return eachTool(subject, ({ tool }) =>
      tooLong(tool.description) ? [{ path: '/description', found: `a description of ${say(tool.description)}` }] : [],
    );
  },
  'description-missing': (_rule, subject) =>
    eachTool(subject, ({ tool }) =>
      typeof tool.description === 'string' && tool.description !== ''
        ? []
        : [{ path: '/description', found: 'no description' }],
    ),
  'schema-dialect': ({ of, allowed }, subject) =>
    eachTool(subject, ({ tool }) => {
      const schema = tool[of];
      if (!isJsonObject(schema)) return [];
      const dialect = dialectNamedBy(schema);
      if (dialect === undefined || (typeof dialect === 'string' && allowed.includes(dialect))) return [];
      return [{ path: `/${of}/$schema`, found: `"$schema": ${JSON.stringify(schema.$schema).slice(0, 200)}` }];
    }),
  'top-level-keywords': ({ of, keywords }, subject) =>
    eachTool(subject, ({ tool }) => {
      const schema = tool[of];
      if (!isJsonObject(schema)) return [];
      return keywords
        .filter((keyword) => Object.hasOwn(schema, keyword))
        .map((keyword) => ({ path: `/${of}/${keyword}`, found: `${keyword} at the top of the schema` }));
    }),
  'root-type-object': ({ of }, subject) =>
    eachTool(subject, ({ tool }) => {
      const schema = tool[of];
      if (schema === undefined || (isJsonObject(schema) && schema.type === 'object')) return [];
      const type = isJsonObject(schema) ? schema.type : schema;
      return [
        { path: `/${of}/type`, found: type === undefined ? 'no type' : `type ${JSON.stringify(type).slice(0, 100)}` },
      ];
    }),
  'array-items': ({ of }, subject) =>
    eachTool(subject, ({ tool }) => {
      const found = findSchemas(tool[of], `/${of}`, (schema) => {
        const types = Array.isArray(schema.type) ? schema.type : [schema.type];
        return types.includes('array') && !Object.hasOwn(schema, 'items');
      });
      return found.map((path) => ({ path, found: 'an array without items' }));
    }),
  'property-name-pattern': ({ of, pattern }, subject) =>
    eachTool(subject, ({ tool }) => {
      const schema = tool[of];
      const properties = isJsonObject(schema) && isJsonObject(schema.properties) ? schema.properties : {};
      return Object.keys(properties)
        .filter((name) => !new RegExp(pattern, 'u').test(name))
        .map((name) => ({
          path: `/${of}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
          found: `the parameter ${name}`,
        }));
    }),
  'tools-expected': ({ names }, { tools }) => {
    const missing = names.filter((name) => !tools.some((tool) => tool.name === name));
    return missing.length === 0 ? [] : [{ tool: null, path: '', found: `no tool ${missing.join(', no tool ')}` }];
  },
  transports: ({ supported }, { transport }) =>
    supported.includes(transport) ? [] : [{ tool: null, path: '', found: `the server was reached over ${transport}` }],
  eras: ({ supported }, { eras }) =>
    eras.length === 0 || eras.some((era) => supported.includes(era))
      ? []
      : [{ tool: null, path: '', found: `the server speaks ${eras.join(' and ')} revisions only` }],
};

/** The places where a server breaks a rule; empty where it does not. */
export function applyRule(rule: CompatRule, subject: CompatSubject): CompatPlace[] {
  const ruling = rulings[rule.kind] as Ruling<CompatRule['kind']>;
  return ruling(rule, subject);
}

function eachTool(
  { tools }: CompatSubject,
  judge: (named: { tool: JsonObject; name: string }) => Omit<CompatPlace, 'tool'>[],
): CompatPlace[] {
  return tools.flatMap((tool) => {
    const name = String(tool.name);
    return judge({ tool, name }).map((place) => ({ tool: name, ...place }));
  });
}

/** Paths of the schemas within a schema that match; data such as examples and enum values is not looked into. */
function findSchemas(
  root: JsonValue | undefined,
  rootPath: string,
  matches: (schema: JsonObject) => boolean,
): string[] {
  const found: string[] = [];
  const stack: { value: JsonValue | undefined; path: string }[] = [{ value: root, path: rootPath }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, path } = next;
    if (Array.isArray(value)) stack.push(...value.map((item, index) => ({ value: item, path: `${path}/${index}` })));
    if (!isJsonObject(value)) continue;
    if (matches(value)) found.push(path);
    for (const keyword of schemaHolders) push(stack, value, keyword, path);
    for (const keyword of mapHolders) {
      const map = value[keyword];
      if (!isJsonObject(map)) continue;
      for (const name of Object.keys(map)) push(stack, map, name, `${path}/${keyword}`);
    }
  }
  return found.sort();
}

const schemaHolders = [
  'items',
  'prefixItems',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
];
const mapHolders = ['properties', 'patternProperties', '$defs', 'definitions'];

function push(
  stack: { value: JsonValue | undefined; path: string }[],
  of: JsonObject,
  name: string,
  path: string,
): void {
  const value = Object.hasOwn(of, name) ? of[name] : undefined;
  if (value !== undefined) stack.push({ value, path: `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
}

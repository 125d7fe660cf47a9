import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/**
 * Makes random values that fit a definition of an official schema: optional members come and go, unions vary. Knows the
 * keywords those files use.
 */
export function createInstanceGenerator(definitions: Record<string, JsonObject>, random: () => number) {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };

  function generate(schema: JsonObject, depth: number): JsonValue {
    if (typeof schema.$ref === 'string') return generate(definitionOf(schema.$ref), depth);
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return pick(schema.enum);
    if (Array.isArray(schema.anyOf)) return generate(pick(schema.anyOf) as JsonObject, depth);
    if (Array.isArray(schema.allOf)) {
      const parts = schema.allOf.map((part) => generate(part as JsonObject, depth));
      return Object.assign({}, ...parts.filter(isJsonObject)) as JsonObject;
    }
    const type = Array.isArray(schema.type) ? pick(schema.type) : schema.type;
    switch (type) {
      case 'object':
        return generateObject(schema, depth);
      case 'array':
        return Array.from({ length: depth > 6 ? 0 : Math.floor(random() * 3) }, () =>
          generate((schema.items ?? {}) as JsonObject, depth + 1),
        );
      case 'string':
        return generateString(schema.format);
      case 'integer':
        return Number(schema.minimum ?? pick([-3, 0, 1])) + Math.floor(random() * 2);
      case 'number':
        return schema.maximum === undefined ? pick([0, 1.5, -2]) : random();
      case 'boolean':
        return random() < 0.5;
      case 'null':
        return null;
      default:
        return pick<JsonValue>([null, 1, 0.5, 'x', true, { a: 1 }, ['b']]);
    }
  }

  function generateObject(schema: JsonObject, depth: number): JsonObject {
    const required = Array.isArray(schema.required) ? schema.required : [];
    const object: JsonObject = {};
    for (const [key, member] of Object.entries((schema.properties ?? {}) as Record<string, JsonObject>)) {
      if (required.includes(key) || random() < (depth > 5 ? 0.15 : 0.5)) object[key] = generate(member, depth + 1);
    }
    const extra = schema.additionalProperties;
    if (random() < 0.4)
      object[`extra-${Math.floor(random() * 9)}`] = generate(isJsonObject(extra) ? extra : {}, depth + 1);
    return object;
  }

  function generateString(format: JsonValue | undefined): string {
    if (format === 'uri')
      return pick(['https://example.com/a?b=c#d', 'file:///tmp/x', 'urn:isbn:0451450523', 'demo://a/%20b']);
    if (format === 'uri-template')
      return pick(['file:///{path}', 'demo://items/{id}{?page,size}', 'a/{+rest}', 'plain']);
    if (format === 'byte') return pick(['', 'aGVsbG8=', 'AAAA', '/+8=']);
    return pick(['', 'a', 'text with blanks', 'ünïcode ☃']);
  }

  function definitionOf(reference: string): JsonObject {
    const definition = definitions[reference.split('/').at(-1) ?? ''];
    if (!definition) throw new Error(`no definition ${reference}`);
    return definition;
  }

  return (name: string): JsonValue => generate(definitionOf(name), 0);
}

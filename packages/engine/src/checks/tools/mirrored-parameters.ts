import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** A parameter of a tool that is mirrored into an HTTP header. */
export interface MirroredParameter {
  /** The value of `x-mcp-header`. */
  header: JsonValue;
  /** The last name on the way to it. */
  name: string;
  /** JSON Pointer into the schema. */
  pointer: string;
  schema: JsonObject;
  /** Whether the way leads through `properties` only, so that a client can find the argument. */
  isReachable: boolean;
}

const maxDepth = 40;

/** Every `x-mcp-header` anywhere in an input schema. */
export function mirroredParameters(inputSchema: JsonValue | undefined): MirroredParameter[] {
  const found: MirroredParameter[] = [];
  visit(inputSchema, [], found);
  return found;
}

function visit(value: JsonValue | undefined, path: readonly string[], found: MirroredParameter[]): void {
  if (path.length > maxDepth || typeof value !== 'object' || value === null) return;
  if (isJsonObject(value) && 'x-mcp-header' in value && isSchemaPlace(path)) {
    found.push({
      header: value['x-mcp-header'] ?? null,
      name: path.at(-1) ?? '',
      pointer: `/${path.join('/')}`,
      schema: value,
      isReachable:
        path.length > 0 && path.length % 2 === 0 && path.every((part, at) => at % 2 === 1 || part === 'properties'),
    });
  }
  for (const [key, child] of Object.entries(value)) {
    if (!isData(path, key)) visit(child, [...path, key], found);
  }
}

/** A property may itself be called x-mcp-header: then it stands right under `properties`. */
function isSchemaPlace(path: readonly string[]): boolean {
  return !(path.at(-1) === 'properties' && path.length % 2 === 1);
}

function isData(path: readonly string[], key: string): boolean {
  return path.at(-1) !== 'properties' && ['default', 'examples', 'enum', 'const'].includes(key);
}

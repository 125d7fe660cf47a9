import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { compileSchema } from '../../json-schema/compile-schema.ts';
import type { CallableTool } from '../../surface/callable-tools.ts';

export interface SpoiledArguments {
  arguments: JsonObject;
  /** What is wrong with them. */
  what: string;
}

/**
 * Arguments that break a tool's own schema in one place, made from ones that fit it: a value of another type, or a
 * required one left out. Undefined where the schema allows everything.
 */
export function spoilArguments({ tool, arguments: good }: CallableTool): SpoiledArguments | undefined {
  const schema = compileSchema(tool.inputSchema ?? null, '2020-12');
  if (!schema.ok) return undefined;
  const isCertain = ({ notChecked }: { notChecked: string[] }) => notChecked.length === 0;
  const asIs = schema.validate(good);
  if (!asIs.valid || !isCertain(asIs)) return undefined;
  return candidates(tool.inputSchema, good).find(({ arguments: args }) => {
    const verdict = schema.validate(args);
    return !verdict.valid && isCertain(verdict);
  });
}

function candidates(inputSchema: JsonValue | undefined, good: JsonObject): SpoiledArguments[] {
  if (!isJsonObject(inputSchema) || !isJsonObject(inputSchema.properties)) return [];
  const { properties } = inputSchema;
  // What is mirrored into a header is refused for the header first.
  const isPlain = (name: string) => {
    const property = properties[name];
    return isJsonObject(property) && !('x-mcp-header' in property);
  };
  const names = Object.keys(properties).filter(isPlain);
  const mistyped = names.map((name) => ({
    arguments: { ...good, [name]: { unexpected: true } },
    what: `${JSON.stringify(name)} an object`,
  }));
  const textual = names.map((name) => ({
    arguments: { ...good, [name]: 'mcp-lab' },
    what: `${JSON.stringify(name)} a text`,
  }));
  const missing = names
    .filter((name) => Object.hasOwn(good, name))
    .map((name) => {
      const { [name]: _left, ...rest } = good;
      return { arguments: rest, what: `${JSON.stringify(name)} left out` };
    });
  return [...mistyped, ...textual, ...missing];
}

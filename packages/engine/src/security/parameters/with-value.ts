import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** The arguments with one value put in at a path; what is missing on the way is made. The arguments stay as they are. */
export function withValue(args: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const changed = put(args, path, value);
  return isJsonObject(changed) ? changed : args;
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(args: JsonObject, path: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = args;
  for (const part of path) {
    if (Array.isArray(at)) at = at[Number(part)];
    else at = isJsonObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
}

function put(at: JsonValue | undefined, [part, ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (part === undefined) return value;
  if (part === '0' && !isJsonObject(at)) {
    const [first, ...others] = Array.isArray(at) ? at : [];
    return [put(first, rest, value), ...others];
  }
  const object = isJsonObject(at) ? at : {};
  const inner = Object.hasOwn(object, part) ? object[part] : undefined;
  return { ...object, [part]: put(inner, rest, value) };
}

import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** The schema a reference within the document leads to: a JSON Pointer or an anchor. Undefined for any other. */
export function resolveLocal(reference: string, root: JsonValue): JsonValue | undefined {
  if (!reference.startsWith('#')) return undefined;
  const fragment = decode(reference.slice(1));
  if (fragment === undefined) return undefined;
  if (fragment !== '' && !fragment.startsWith('/')) return findAnchor(fragment, root);
  let at: JsonValue | undefined = root;
  for (const part of fragment.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(name)];
    else at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** Anchors stand in definitions; anywhere else they are rare enough to be left. */
function findAnchor(name: string, root: JsonValue): JsonValue | undefined {
  if (!isJsonObject(root)) return undefined;
  const holders = [root.$defs, root.definitions].filter(isJsonObject);
  const schemas: JsonValue[] = [root, ...holders.flatMap((holder) => Object.values(holder))];
  return schemas.find((schema): schema is JsonObject => {
    return isJsonObject(schema) && [schema.$anchor, schema.$dynamicAnchor].includes(name);
  });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

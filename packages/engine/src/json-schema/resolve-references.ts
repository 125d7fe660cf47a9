import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import { addNode, type BuiltSchema, baseUri, placeOf, resolveUri, SchemaFault } from './build-schema.ts';
import { dialectOfUri } from './dialect.ts';
import type { SchemaNode, SchemaResource } from './schema-node.ts';

const referenceKeywords = ['$ref', '$recursiveRef', '$dynamicRef'] as const;

/**
 * Ties every reference to the schema it names. Nothing is ever fetched: a reference that leaves the document is
 * returned, and what it would demand is not checked. Throws SchemaFault for one that leads nowhere.
 */
export function resolveReferences(built: BuiltSchema): string[] {
  const remote: string[] = [];
  // A reference may add a node (a schema under an unknown keyword), whose references are then met by the same loop.
  for (const node of built.nodes.values()) {
    if (!isJsonObject(node.schema)) continue;
    for (const keyword of referenceKeywords) {
      const reference = node.schema[keyword];
      if (typeof reference !== 'string') continue;
      const target = resolveReference(built, node, reference);
      if (target !== undefined) {
        node.targets.set(keyword, target);
        continue;
      }
      remote.push(reference);
      built.notChecked.push(`the reference ${JSON.stringify(reference.slice(0, 200))} at ${placeOf(node.pointer)}`);
    }
  }
  return remote;
}

/** Undefined for a reference to another document. */
function resolveReference(built: BuiltSchema, from: SchemaNode, reference: string): SchemaNode | undefined {
  const uri = resolveUri(reference, from.resource.uri);
  const fault = (why: string) =>
    new SchemaFault(`${placeOf(from.pointer)}: the reference ${JSON.stringify(reference.slice(0, 200))} ${why}`);
  if (uri === undefined) throw fault('is no URI reference');
  const hash = uri.indexOf('#');
  const document = hash < 0 ? uri : uri.slice(0, hash);
  const resource = built.resources.get(document);
  if (resource === undefined) {
    if (document.startsWith(baseUri.slice(0, baseUri.indexOf(':') + 1))) throw fault('names a document nobody knows');
    if (dialectOfUri(document) === undefined && !/^[a-z][a-z0-9+.-]*:/i.test(reference)) {
      throw fault('names a document that is not part of this one');
    }
    return undefined;
  }
  const fragment = decodeFragment(hash < 0 ? '' : uri.slice(hash + 1));
  if (fragment === undefined) throw fault('has a broken percent-encoding');
  const target = fragment === '' ? resource.root : findInResource(built, resource, fragment);
  if (target === undefined) throw fault('leads nowhere');
  return target;
}

function findInResource(built: BuiltSchema, resource: SchemaResource, fragment: string): SchemaNode | undefined {
  if (!fragment.startsWith('/')) return resource.anchors.get(fragment);
  const pointer = `${resource.root.pointer}${fragment}`;
  const known = built.nodes.get(pointer);
  if (known !== undefined) return known;
  let at: JsonValue | undefined = resource.root.schema;
  for (const part of fragment.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(name)];
    else at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at === undefined ? undefined : addNode(built, at, pointer, resource);
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

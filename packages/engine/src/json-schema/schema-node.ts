import type { JsonObject } from '@mcp-lab/wire';
import type { LinearPattern } from './linear-pattern.ts';

/** A document, or the part of one that has an `$id` of its own. */
export interface SchemaResource {
  uri: string;
  root: SchemaNode;
  anchors: Map<string, SchemaNode>;
  dynamicAnchors: Map<string, SchemaNode>;
}

export interface SchemaNode {
  schema: JsonObject | boolean;
  /** JSON Pointer from the root of the document; empty for the root. */
  pointer: string;
  resource: SchemaResource;
  /** Schemas directly below, by the pointer from here: `properties/name`, `not`, `allOf/0`. */
  children: Map<string, SchemaNode>;
  /** Where `$ref`, `$recursiveRef` or `$dynamicRef` lead. Absent for one that is not to be followed. */
  targets: Map<string, SchemaNode>;
  pattern?: LinearPattern;
  propertyPatterns?: { child: SchemaNode; pattern: LinearPattern }[];
  /** Of `const` and `enum`, in canonical form. */
  allowed?: ReadonlySet<string>;
}

/** A part of a JSON Pointer, escaped. */
export function pointerPart(name: string | number): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

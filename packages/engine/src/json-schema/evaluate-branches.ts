import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import { addError, addSeen, type Evaluation, type SchemaError, type Seen, tryOut } from './evaluation.ts';
import { pointerPart, type SchemaNode } from './schema-node.ts';

/** `allOf`, `anyOf`, `oneOf`, `not`, `if` and what depends on properties: schemas for the same value. */
export function evaluateBranches(
  run: Evaluation,
  node: SchemaNode,
  schema: JsonObject,
  value: JsonValue,
  path: string,
  seen: Seen,
): boolean {
  let fits = true;
  const demand = (child: SchemaNode) => {
    const more = run.evaluate(child, value, path);
    if (more === undefined) fits = false;
    else addSeen(seen, more);
  };
  for (const child of listOf(node, schema, 'allOf')) demand(child);
  const any = listOf(node, schema, 'anyOf');
  if (any.length > 0 && choose(run, any, value, path, seen) === 0) fits = false;
  const one = listOf(node, schema, 'oneOf');
  if (one.length > 0) {
    const count = choose(run, one, value, path, seen);
    if (count > 1) addError(run, path, `must fit just one of the ${one.length} schemas of oneOf, fits ${count}`);
    if (count !== 1) fits = false;
  }
  const not = node.children.get('not');
  if (not !== undefined && tryOut(run, not, value, path).seen !== undefined) {
    addError(run, path, 'must not fit the schema of "not"');
    fits = false;
  }
  const condition = node.children.get('if');
  if (condition !== undefined) {
    const holds = tryOut(run, condition, value, path).seen;
    if (holds !== undefined) addSeen(seen, holds);
    const next = node.children.get(holds === undefined ? 'else' : 'then');
    if (next !== undefined) demand(next);
  }
  if (isJsonObject(value)) for (const child of dependentSchemas(node, schema, value)) demand(child);
  return fits;
}

function listOf(node: SchemaNode, schema: JsonObject, keyword: string): SchemaNode[] {
  const entries = schema[keyword];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((_, index) => node.children.get(`${keyword}/${index}`) ?? []);
}

/** How many of the schemas the value fits. Where none, tells what the one that came nearest says. */
function choose(run: Evaluation, branches: readonly SchemaNode[], value: JsonValue, path: string, seen: Seen): number {
  let count = 0;
  let nearest: SchemaError | undefined;
  for (const branch of branches) {
    const { seen: more, errors } = tryOut(run, branch, value, path);
    if (more !== undefined) {
      count++;
      addSeen(seen, more);
    } else {
      for (const error of errors) if (nearest === undefined || error.path.length > nearest.path.length) nearest = error;
    }
  }
  if (count === 0) {
    const why = nearest === undefined ? '' : `; the nearest says: ${nearest.message}`;
    addError(run, nearest?.path ?? path, `fits none of the ${branches.length} schemas it may have${why}`);
  }
  return count;
}

function dependentSchemas(node: SchemaNode, schema: JsonObject, value: JsonObject): SchemaNode[] {
  return ['dependentSchemas', 'dependencies'].flatMap((keyword) => {
    const map = schema[keyword];
    if (!isJsonObject(map)) return [];
    const present = Object.keys(map).filter((name) => Object.hasOwn(value, name));
    return present.flatMap((name) => node.children.get(`${keyword}/${pointerPart(name)}`) ?? []);
  });
}

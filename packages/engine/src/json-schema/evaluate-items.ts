import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { addError, type Evaluation, type Seen, tryOut } from './evaluation.ts';
import type { SchemaNode } from './schema-node.ts';

/** `prefixItems`, `items`, `additionalItems`, `contains`, `unevaluatedItems`. */
export function evaluateItems(
  run: Evaluation,
  node: SchemaNode,
  schema: JsonObject,
  value: readonly JsonValue[],
  path: string,
  seen: Seen,
): boolean {
  let fits = true;
  const demand = (child: SchemaNode, index: number) => {
    const item = value[index];
    if (item === undefined) return;
    seen.indexes.add(index);
    if (run.evaluate(child, item, `${path}/${index}`) === undefined) fits = false;
  };
  const isTuple = run.dialect === '2020-12' || Array.isArray(schema.items);
  const tupleKeyword = run.dialect === '2020-12' ? 'prefixItems' : 'items';
  const tuple = isTuple && Array.isArray(schema[tupleKeyword]) ? schema[tupleKeyword] : [];
  tuple.forEach((_, index) => {
    const child = node.children.get(`${tupleKeyword}/${index}`);
    if (child !== undefined) demand(child, index);
  });
  const rest = node.children.get(isTuple && run.dialect !== '2020-12' ? 'additionalItems' : 'items');
  if (rest !== undefined) for (let index = tuple.length; index < value.length; index++) demand(rest, index);
  fits = evaluateContains(run, node, schema, value, path, seen) && fits;
  const others = node.children.get('unevaluatedItems');
  if (others === undefined) return fits;
  for (const index of value.keys()) if (!seen.indexes.has(index)) demand(others, index);
  return fits;
}

function evaluateContains(
  run: Evaluation,
  node: SchemaNode,
  { minContains = 1, maxContains }: JsonObject,
  value: readonly JsonValue[],
  path: string,
  seen: Seen,
): boolean {
  const wanted = node.children.get('contains');
  if (wanted === undefined) return true;
  const isCounted = run.dialect === '2019-09' || run.dialect === '2020-12';
  const least = isCounted ? Number(minContains) : 1;
  const most = isCounted && typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY;
  let count = 0;
  value.forEach((item, index) => {
    if (tryOut(run, wanted, item, `${path}/${index}`).seen === undefined) return;
    count++;
    if (run.dialect === '2020-12') seen.indexes.add(index);
  });
  if (count >= least && count <= most) return true;
  const bound = count < least ? `at least ${least}` : `at most ${most}`;
  addError(run, path, `must contain ${bound} items that fit the schema of "contains", has ${count}`);
  return false;
}

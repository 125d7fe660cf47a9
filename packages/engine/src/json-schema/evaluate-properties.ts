import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import { addError, type Evaluation, type Seen, tryOut } from './evaluation.ts';
import { pointerPart, type SchemaNode } from './schema-node.ts';

/** `properties`, `patternProperties`, `additionalProperties`, `propertyNames`, `unevaluatedProperties`. */
export function evaluateProperties(
  run: Evaluation,
  node: SchemaNode,
  value: JsonObject,
  path: string,
  seen: Seen,
): boolean {
  let fits = true;
  const { children } = node;
  const additional = children.get('additionalProperties');
  const names = children.get('propertyNames');
  const unevaluated = children.get('unevaluatedProperties');
  for (const [name, member] of Object.entries(value)) {
    run.budget.spend(0.2);
    const at = `${path}/${pointerPart(name)}`;
    const demand = (child: SchemaNode) => {
      seen.names.add(name);
      if (!demandMember(run, child, member, at)) fits = false;
    };
    if (names !== undefined && tryOut(run, names, name, at).seen === undefined) {
      addError(run, at, 'has a name that does not fit the schema of "propertyNames"');
      fits = false;
    }
    const { own, isUncertain } = schemasOf(run, node, name);
    for (const child of own) demand(child);
    // A pattern that cannot be run may be the one that fits.
    if (own.length > 0 || isUncertain) continue;
    if (additional !== undefined) demand(additional);
    else if (unevaluated !== undefined && !seen.names.has(name)) demand(unevaluated);
  }
  return fits;
}

function demandMember(run: Evaluation, child: SchemaNode, member: JsonValue, at: string): boolean {
  if (child.schema !== false) return run.evaluate(child, member, at) !== undefined;
  addError(run, at, 'is a property that is not allowed');
  return false;
}

/** What `properties` and `patternProperties` say about a member. */
function schemasOf(
  run: Evaluation,
  { children, propertyPatterns = [] }: SchemaNode,
  name: string,
): { own: SchemaNode[]; isUncertain: boolean } {
  const named = children.get(`properties/${pointerPart(name)}`);
  const own = named === undefined ? [] : [named];
  let isUncertain = false;
  for (const { child, pattern } of propertyPatterns) {
    if (!pattern.ok) {
      isUncertain = true;
      continue;
    }
    run.budget.spend(1 + (name.length * pattern.cost) / 200);
    if (pattern.test(name)) own.push(child);
  }
  return { own, isUncertain };
}

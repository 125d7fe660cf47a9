import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import { assertValue } from './assert-value.ts';
import { isDialectSince } from './dialect.ts';
import { evaluateBranches } from './evaluate-branches.ts';
import { evaluateItems } from './evaluate-items.ts';
import { evaluateProperties } from './evaluate-properties.ts';
import { addError, addSeen, createSeen, type Evaluation, type Seen } from './evaluation.ts';
import type { SchemaNode } from './schema-node.ts';
import { BudgetSpent } from './validation-budget.ts';

/** The stack holds more, but no honest schema of a tool gets near this. */
const maxDepth = 400;

/** Whether an instance fits a schema; errors go to the evaluation. Undefined where it does not. */
export function evaluateNode(run: Evaluation, node: SchemaNode, value: JsonValue, path: string): Seen | undefined {
  run.budget.spend(1);
  if (run.depth >= maxDepth) throw new BudgetSpent();
  const { schema } = node;
  if (schema === true) return createSeen();
  if (schema === false) {
    addError(run, path, 'must not be there');
    return undefined;
  }
  const isEntered = run.scope.at(-1) !== node.resource;
  if (isEntered) run.scope.push(node.resource);
  run.depth++;
  try {
    const reference = node.targets.get('$ref');
    // Up to draft-07 a reference hides everything beside it.
    if ('$ref' in schema && !isDialectSince(run.dialect, '2019-09')) {
      return reference === undefined ? createSeen() : run.evaluate(reference, value, path);
    }
    const seen = createSeen();
    const faults = assertValue(node, schema, value, run.dialect, run.budget);
    for (const fault of faults) addError(run, path, fault);
    let fits = faults.length === 0;
    for (const target of targetsOf(run, node)) {
      const more = run.evaluate(target, value, path);
      if (more === undefined) fits = false;
      else addSeen(seen, more);
    }
    fits = evaluateBranches(run, node, schema, value, path, seen) && fits;
    if (Array.isArray(value)) fits = evaluateItems(run, node, schema, value, path, seen) && fits;
    else if (isJsonObject(value)) fits = evaluateProperties(run, node, value, path, seen) && fits;
    return fits ? seen : undefined;
  } finally {
    run.depth--;
    if (isEntered) run.scope.pop();
  }
}

/** Where the references of a schema lead, seen from where the evaluation came. */
function targetsOf(run: Evaluation, { targets, schema }: SchemaNode): SchemaNode[] {
  const found: SchemaNode[] = [];
  const plain = targets.get('$ref');
  if (plain !== undefined) found.push(plain);
  const recursive = targets.get('$recursiveRef');
  if (recursive !== undefined) found.push(outermostRecursive(run, recursive));
  const dynamic = targets.get('$dynamicRef');
  if (dynamic !== undefined && isJsonObject(schema)) found.push(outermostDynamic(run, dynamic));
  return found;
}

function outermostRecursive({ scope }: Evaluation, target: SchemaNode): SchemaNode {
  const isRecursive = ({ schema }: SchemaNode) => isJsonObject(schema) && schema.$recursiveAnchor === true;
  if (!isRecursive(target)) return target;
  return scope.find(({ root }) => isRecursive(root))?.root ?? target;
}

function outermostDynamic({ scope }: Evaluation, target: SchemaNode): SchemaNode {
  const name = isJsonObject(target.schema) ? target.schema.$dynamicAnchor : undefined;
  if (typeof name !== 'string') return target;
  return scope.find(({ dynamicAnchors }) => dynamicAnchors.has(name))?.dynamicAnchors.get(name) ?? target;
}

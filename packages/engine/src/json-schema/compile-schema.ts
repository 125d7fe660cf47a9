import type { JsonValue } from '@mcp-lab/wire';
import { type BuiltSchema, buildSchema, SchemaFault } from './build-schema.ts';
import { dialectNamedBy, type SchemaDialect } from './dialect.ts';
import { evaluateNode } from './evaluate-node.ts';
import type { Evaluation, SchemaError } from './evaluation.ts';
import { measureJson } from './measure-json.ts';
import { resolveReferences } from './resolve-references.ts';
import { BudgetSpent, ValidationBudget } from './validation-budget.ts';

export interface SchemaValidation {
  /** True also where something could not be checked: what cannot be decided is not held against anybody. */
  valid: boolean;
  errors: SchemaError[];
  /** What could not be checked, in words. Empty where the verdict is certain. */
  notChecked: string[];
}

export interface CompiledSchema {
  ok: true;
  dialect: SchemaDialect;
  /** How many schemas it consists of, itself included. */
  subschemas: number;
  /** References to other documents. They are never fetched. */
  remoteReferences: string[];
  /** What no validation with it can check: patterns that do not run in linear time, references to other documents. */
  notChecked: string[];
  validate(instance: JsonValue): SchemaValidation;
}

export interface UncompiledSchema {
  ok: false;
  /** A sentence for people, beginning with the place. */
  problem: string;
  /** `invalid`: it breaks the rules of its dialect. The others say nothing against it. */
  why: 'invalid' | 'unknown-dialect' | 'too-large';
}

/** A schema of a tool has some dozens; these let it be a thousand times as large. */
const maxSchemaDepth = 128;
const maxSchemaValues = 100_000;
const maxSchemaCharacters = 4_000_000;
const maxInstanceDepth = 256;
/** About half a second. */
const maxSteps = 500_000;

/**
 * Compiles a schema that may come from a stranger: nothing of it is turned into code, nothing is fetched, its patterns
 * run in linear time, and its size, depth and every validation are bounded. Keywords are held against what the
 * meta-schema of the dialect says about them. `format` is not asserted, as its dialects leave it open.
 */
export function compileSchema(
  schema: JsonValue,
  defaultDialect: SchemaDialect = '2020-12',
): CompiledSchema | UncompiledSchema {
  const { depth, values, characters } = measureJson(schema, maxSchemaValues);
  if (depth > maxSchemaDepth || values > maxSchemaValues || characters > maxSchemaCharacters) {
    const size = `more than ${maxSchemaDepth} levels, ${maxSchemaValues} values or ${maxSchemaCharacters} characters`;
    return { ok: false, problem: `the schema is too large to be looked into: it has ${size}`, why: 'too-large' };
  }
  const dialect = dialectNamedBy(schema) ?? defaultDialect;
  if (typeof dialect === 'object') {
    const { unknown } = dialect;
    const named = JSON.stringify(unknown).slice(0, 200);
    if (typeof unknown !== 'string')
      return { ok: false, problem: `"$schema" must be a string, is ${named}`, why: 'invalid' };
    return { ok: false, problem: `the dialect ${named} is not known here`, why: 'unknown-dialect' };
  }
  try {
    // A copy: what is compiled must not change afterwards.
    const built = buildSchema(structuredClone(schema), dialect);
    const remoteReferences = resolveReferences(built);
    return {
      ok: true,
      dialect,
      subschemas: built.nodes.size,
      remoteReferences,
      notChecked: [...built.notChecked],
      validate: (instance) => validateInstance(built, instance),
    };
  } catch (error) {
    if (error instanceof SchemaFault) return { ok: false, problem: error.message, why: 'invalid' };
    throw error;
  }
}

function validateInstance({ root, dialect, notChecked }: BuiltSchema, instance: JsonValue): SchemaValidation {
  if (measureJson(instance).depth > maxInstanceDepth) {
    const reason = `the instance, which is deeper than ${maxInstanceDepth} levels`;
    return { valid: true, errors: [], notChecked: [...notChecked, reason] };
  }
  const run: Evaluation = {
    dialect,
    budget: new ValidationBudget(maxSteps),
    errors: [],
    scope: [],
    depth: 0,
    evaluate: (node, value, path) => evaluateNode(run, node, value, path),
  };
  try {
    const valid = run.evaluate(root, instance, '') !== undefined;
    return { valid, errors: valid ? [] : run.errors, notChecked: [...notChecked] };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    const reason = 'the whole: the schema takes more steps than a validation is given';
    return { valid: true, errors: [], notChecked: [...notChecked, reason] };
  }
}

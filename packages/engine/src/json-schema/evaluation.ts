import type { JsonValue } from '@mcp-lab/wire';
import type { SchemaDialect } from './dialect.ts';
import type { SchemaNode, SchemaResource } from './schema-node.ts';
import type { ValidationBudget } from './validation-budget.ts';

export interface SchemaError {
  /** JSON Pointer into the instance, empty for the whole. */
  path: string;
  /** The end of a sentence: `must be string, is number`. */
  message: string;
}

/** What a schema that an instance fits has looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
export interface Seen {
  names: Set<string>;
  indexes: Set<number>;
}

/** One validation under way. */
export interface Evaluation {
  dialect: SchemaDialect;
  budget: ValidationBudget;
  errors: SchemaError[];
  /** The resources that were entered, outermost first: `$dynamicRef` looks them up. */
  scope: SchemaResource[];
  depth: number;
  /** Undefined where the instance does not fit. */
  evaluate(node: SchemaNode, value: JsonValue, path: string): Seen | undefined;
}

const maxErrors = 50;

export function addError({ errors }: Evaluation, path: string, message: string): void {
  if (errors.length < maxErrors) errors.push({ path, message });
}

export function createSeen(): Seen {
  return { names: new Set(), indexes: new Set() };
}

export function addSeen(all: Seen, more: Seen): void {
  for (const name of more.names) all.names.add(name);
  for (const index of more.indexes) all.indexes.add(index);
}

/** Evaluates without reporting errors, which are returned. */
export function tryOut(
  run: Evaluation,
  node: SchemaNode,
  value: JsonValue,
  path: string,
): { seen: Seen | undefined; errors: SchemaError[] } {
  const outer = run.errors;
  run.errors = [];
  try {
    const seen = run.evaluate(node, value, path);
    return { seen, errors: run.errors };
  } finally {
    run.errors = outer;
  }
}

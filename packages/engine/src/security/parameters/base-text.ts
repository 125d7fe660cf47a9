import type { CallableTool } from '../../surface/callable-tools.ts';
import type { TextParameter } from './find-parameters.ts';
import { valueAt } from './with-value.ts';

/** A text the parameter takes: the one of the arguments that work, else a plain word. */
export function baseText(
  { arguments: args }: Pick<CallableTool, 'arguments'>,
  { path, schema }: TextParameter,
): string {
  const known = valueAt(args, path);
  if (typeof known === 'string') return known;
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return [schema.default, example].find((value) => typeof value === 'string') ?? 'sample';
}

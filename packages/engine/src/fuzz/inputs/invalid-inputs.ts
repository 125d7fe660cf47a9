import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { ArgumentModel } from '../generate/argument-model.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { type Mutation, mutationsOf } from './mutations.ts';

/** Arguments broken in one known way, and proved to be invalid. Undefined where the break does not make them so. */
export function breakArguments(model: ArgumentModel, mutation: Mutation, maxBytes: number): FuzzInput | undefined {
  const args = mutation.apply();
  if (!isJsonObject(args) || JSON.stringify(args).length > maxBytes) return undefined;
  const fault = model.faultOf(args);
  if (fault === undefined) return undefined;
  return { arguments: args, phase: 'invalid', why: fault, broken: mutation.kind };
}

/** Every break of the same valid arguments, each once. */
export function invalidInputs(model: ArgumentModel, base: JsonObject, maxBytes: number): FuzzInput[] {
  return mutationsOf(model.schema, base)
    .map((mutation) => breakArguments(model, mutation, maxBytes))
    .filter((input) => input !== undefined);
}

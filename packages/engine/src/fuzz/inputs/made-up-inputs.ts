import type { JsonObject } from '@mcp-lab/wire';
import fc from 'fast-check';
import type { ArgumentModel } from '../generate/argument-model.ts';
import type { FuzzInput } from './fuzz-input.ts';
import { breakArguments } from './invalid-inputs.ts';
import { mutationsOf } from './mutations.ts';

/** Gives undefined where what was made up does not fit. */
export type MadeUpInputs = fc.Arbitrary<FuzzInput | undefined>;

/** Valid arguments, at random. Undefined where none can be made up. */
export function validInputs(model: ArgumentModel): MadeUpInputs | undefined {
  return model.arbitrary?.map((args) =>
    model.faultOf(args) === undefined
      ? { arguments: args, phase: 'valid' as const, why: 'made up from the schema' }
      : undefined,
  );
}

/** Valid ones broken in one way each. */
export function brokenInputs(model: ArgumentModel, maxInputBytes: number): MadeUpInputs | undefined {
  if (model.arbitrary === undefined) return undefined;
  return fc.tuple(model.arbitrary, fc.nat()).map(([args, choice]) => {
    if (model.faultOf(args) !== undefined) return undefined;
    const mutations = mutationsOf(model.schema, args);
    const mutation = mutations[choice % Math.max(1, mutations.length)];
    return mutation && breakArguments(model, mutation, maxInputBytes);
  });
}

/** Whether there is one at all among the first hundred. */
export function givesAny(inputs: MadeUpInputs, seed: number): boolean {
  return fc.sample(inputs, { seed, numRuns: 100 }).some((input) => input !== undefined);
}

/** Of some made-up arguments those with the most properties, over what works. */
export function fullestArguments({ arbitrary, faultOf }: ArgumentModel, base: JsonObject, seed: number): JsonObject {
  if (arbitrary === undefined) return base;
  const made = fc.sample(arbitrary, { seed, numRuns: 60 });
  const merged = made.map((args) => ({ ...args, ...base })).filter((args) => faultOf(args) === undefined);
  return merged.reduce((most, args) => (Object.keys(args).length > Object.keys(most).length ? args : most), base);
}

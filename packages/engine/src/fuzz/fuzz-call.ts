import type { FuzzFailure } from '@mcp-lab/contracts';
import type { JsonObject } from '@mcp-lab/wire';
import { escapeVariables } from '../functional/substitute-variables.ts';

/** A call as it is kept: `${name}` in its arguments stands for what an earlier call of the same row saved. */
export type FuzzCall = FuzzFailure['calls'][number];

/** A call with arguments that are meant as they stand. */
export function plainCall(tool: string, args: JsonObject): FuzzCall {
  return { tool, arguments: escapeVariables(args) };
}

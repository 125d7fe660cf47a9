import type { FuzzPhase } from '@mcp-lab/contracts';
import type { JsonObject } from '@mcp-lab/wire';

/** What is sent to a tool, and what is known of it. */
export interface FuzzInput {
  arguments: JsonObject;
  phase: FuzzPhase;
  /** For valid ones how they came about, for invalid ones what was broken: `"a" of a wrong type`. */
  why: string;
  /** The kind of mutation; absent for valid arguments. */
  broken?: MutationKind;
}

export type MutationKind =
  | 'wrong-type'
  | 'missing-required'
  | 'out-of-range'
  | 'wrong-length'
  | 'wrong-count'
  | 'not-in-enum'
  | 'pattern'
  | 'not-unique'
  | 'extra-property';

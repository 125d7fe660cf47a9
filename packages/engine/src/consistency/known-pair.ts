import type { ConsistencyPair } from '@mcp-lab/contracts';
import type { JsonObject } from '@mcp-lab/wire';
import type { CountToken } from './count-token.ts';

/** A pair that was tried: what it writes can be found again. */
export interface KnownPair {
  pair: ConsistencyPair;
  /** `named` by the user, or `found` on the surface and tried with one write and one read. */
  origin: 'named' | 'found';
  count: CountToken;
  /** How often one write stands in the answer of the read. */
  each: number;
  /** `collection`: a second write stands beside the first. `register`: it takes its place. */
  keeps: 'collection' | 'register';
  /** What the answers to writes repeat: only what they were given, so that they can be told apart; or more, or less. */
  answersRepeatOwn: boolean;
  /** The tool that writes, as the server published it. */
  tool: JsonObject | undefined;
}

/** A pair that could not be used, and why. */
export interface DroppedPair {
  name: string;
  write: string;
  read: string;
  reason: string;
}

import type { LoadDriver } from '../load-driver.ts';
import type { Pacer } from '../pacer.ts';

/** What an executor works with. */
export interface LoadScene {
  driver: LoadDriver;
  /** No call is begun after it; those under way may end. */
  halt: AbortSignal;
  pacer: Pacer;
  /** Draws from 0 to 1, for the pauses of users. */
  random: () => number;
  thinkTimeMs: { min: number; max: number };
  /** What the ticks tell. */
  gauges: { vus: number; targetRate: number | null };
}

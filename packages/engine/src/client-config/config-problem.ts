import type { Place } from './text-place.ts';

/**
 * - `error`: the client will not start or reach the server like this, or not read the file
 * - `warning`: it may work here and not elsewhere, or it is not safe
 * - `info`: worth knowing
 */
export type ProblemLevel = 'error' | 'warning' | 'info';

/** One thing that is wrong with a config file. Never holds a value of a variable or header. */
export interface ConfigProblem extends Place {
  /** Stable name of the rule, for example `tilde`. */
  rule: string;
  level: ProblemLevel;
  /** The entry; null for the file as a whole. */
  server: string | null;
  message: string;
  fix: string;
}

import type { GeneratorResult } from './generator-result.ts';

/** Where the load goes: the URL of a canned server, or nothing for a stdio server the generator starts itself. */
export interface Place {
  url: string | undefined;
  inFlight: number;
  seconds: number;
}

export interface Generator {
  name: string;
  /** What it looks at in an answer, and what it notes down. */
  checks: string;
  run(place: Place): Promise<GeneratorResult>;
}

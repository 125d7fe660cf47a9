import type { Terminal } from '../terminal/terminal.ts';

/** What the entry file hands to every command. */
export interface CommandContext {
  terminal: Terminal;
  environment: Readonly<Record<string, string | undefined>>;
  version: string;
  /** The words of the command line, as they were written. */
  argv: readonly string[];
  /** Aborts at the first Ctrl-C. */
  signal: AbortSignal;
  /** A seed for a run that was given none. */
  randomSeed(): number;
  exit(code: number): void;
}

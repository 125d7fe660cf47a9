/** sysexits.h EX_CONFIG: the configuration is wrong, starting again will not help. */
export const configExitCode = 78;

/** The configuration is not usable. The message is one sentence for the person who starts the lab. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

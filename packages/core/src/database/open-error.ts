/**
 * The database could not be opened. The message names DATABASE_URL, says what is wrong and what to do, and never holds
 * the password. `retryable`: it may come up by itself (not running yet, starting, unreachable); else the setting is wrong.
 */
export class DatabaseOpenError extends Error {
  override readonly name = 'DatabaseOpenError';
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean) {
    super(message);
    this.retryable = retryable;
  }
}

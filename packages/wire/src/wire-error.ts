export type WireErrorCode =
  | 'not-found'
  | 'not-executable'
  | 'bad-directory'
  | 'not-startable'
  | 'unreachable'
  | 'tls'
  | 'refused-address'
  | 'bad-target'
  | 'not-opened'
  | 'aborted';

/**
 * The target could not be started or connected to, or (load sessions only, which have no transcript) did not open. What
 * else a peer does wrong is never an error of this kind. `hint` is a sentence a person can act on.
 */
export class WireError extends Error {
  readonly code: WireErrorCode;
  readonly hint: string;

  constructor(code: WireErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WireError';
    this.code = code;
    this.hint = hint;
  }
}

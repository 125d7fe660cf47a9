export type WireErrorCode =
  | 'not-found'
  | 'not-executable'
  | 'bad-directory'
  | 'not-startable'
  | 'unreachable'
  | 'tls'
  | 'refused-address'
  | 'bad-target'
  | 'aborted';

/**
 * The target could not be started or connected to. What a peer does wrong once it runs is never an error of this kind:
 * it stands in the transcript. `hint` is a sentence a person can act on.
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

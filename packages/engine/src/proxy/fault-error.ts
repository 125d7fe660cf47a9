/** A fault that cannot be understood or does not apply; the message says what to write instead. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

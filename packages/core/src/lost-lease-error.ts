/** What this worker wanted to write is no longer its business: the lease ended and somebody else has it, or it is gone. */
export class LostLeaseError extends Error {
  override readonly name = 'LostLeaseError';

  constructor(what: string) {
    super(`${what} is no longer held by this worker`);
  }
}

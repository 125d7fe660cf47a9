/** The lab cannot be started. The message is one sentence that tells the person what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

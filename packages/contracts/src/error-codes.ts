/** Every error the lab answers with: stable code, HTTP status, title. Anything else is a bug and becomes `internal`. */
export const errorCodes = {
  'invalid-input': { status: 422, title: 'The input is not valid' },
  'not-offered': { status: 400, title: 'The lab does not offer this' },
  'malformed-body': { status: 400, title: 'The body could not be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'invalid-credentials': { status: 401, title: 'Email or password is wrong' },
  'session-revoked': { status: 401, title: 'This session has ended' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'foreign-origin': { status: 403, title: 'Requests from this origin are refused' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'This conflicts with the current state' },
  'setup-closed': { status: 410, title: 'Setup is done already' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'idempotency-mismatch': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'authorization-failed': { status: 422, title: 'No token was given for the server' },
  internal: { status: 500, title: 'Something went wrong in the lab' },
  unavailable: { status: 503, title: 'The lab cannot serve this right now' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

import { type ErrorCode, errorCodes } from './error-codes.ts';

/** One wrong field of an input: where, what, and what is allowed. */
export interface FieldIssue {
  /** `body.url`, `query.limit`, ... */
  path: string;
  message: string;
}

/** The only error that reaches a user with its own words. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: ErrorCode;
  readonly details: { issues?: FieldIssue[]; retryAfterSeconds?: number } | undefined;

  constructor(code: ErrorCode, message: string, details?: { issues?: FieldIssue[]; retryAfterSeconds?: number }) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

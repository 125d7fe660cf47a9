import { type ErrorCode, errorCodes, LabError, type Problem } from '@mcp-lab/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** What Fastify refuses before our code runs, in our words. */
const fastifyErrors: Record<string, [ErrorCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is larger than this endpoint accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-body', 'The body is empty; send at least {}.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-body', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-body', 'The body is not as long as Content-Length says.'],
  FST_ERR_BAD_URL: ['not-found', 'The address is not a valid URL.'],
};

/** The error a caller is told. Anything unknown is a bug: its message stays inside. */
function toLabError(error: unknown, isOutage: (error: unknown) => boolean): LabError {
  if (error instanceof LabError) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : fastifyErrors[code];
  if (known !== undefined) return new LabError(...known);
  if (isOutage(error)) {
    return new LabError('unavailable', 'The database does not answer right now. Try again shortly.', {
      retryAfterSeconds: 2,
    });
  }
  // The JSON parser refuses `__proto__` keys with a plain SyntaxError of status 400.
  if (statusCode === 400) return new LabError('malformed-body', 'The request could not be read.');
  return new LabError('internal', 'Something went wrong in the lab. Its log says more under this request id.');
}

function problemOf(error: LabError, requestId: string): Problem {
  const { status, title } = errorCodes[error.code];
  const issues = error.details?.issues;
  return {
    type: 'about:blank',
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(issues === undefined ? {} : { issues }),
  };
}

/** Answers with RFC 9457 problem details; `isOutage` tells a database that is down from a bug. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  cause: unknown,
  isOutage: (error: unknown) => boolean = () => false,
): FastifyReply {
  const error = toLabError(cause, isOutage);
  if (error.code === 'internal') request.log.error({ err: cause }, 'request failed');
  else if (error.code === 'unavailable') request.log.warn({ err: cause }, 'request could not be served');
  const retryAfter = error.details?.retryAfterSeconds;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply.code(error.status).header('content-type', 'application/problem+json').send(problemOf(error, request.id));
}

import { LabError } from '@mcp-lab/contracts';
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';

const maxLength = 300;

export function authorizationFailure(message: string): LabError {
  return new LabError('authorization-failed', message);
}

/** Says in our words what the authorization server, or the library that reads it, made of a step. */
export function explainFailure(step: string, error: unknown): LabError {
  if (error instanceof LabError) return error;
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    const description = error.error_description === undefined ? '' : ` (${shorten(error.error_description)})`;
    return authorizationFailure(`${step}: the authorization server answered ${shorten(error.error)}${description}`);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const told = error.cause.map(({ parameters }) => parameters.error ?? parameters.error_description).join(' ');
    return authorizationFailure(
      `${step}: the authorization server refused it with HTTP ${error.status} ${shorten(told)}`,
    );
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return authorizationFailure(
    `${step}: ${shorten(error instanceof Error ? error.message : String(error))}${shorten(cause)}`,
  );
}

/** What a stranger wrote goes to a terminal: no control characters, and not at any length. */
function shorten(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, maxLength);
}

import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from './remember-by-frames.ts';
import { findRequest, type SentRequest, sentRequests } from './sent-requests.ts';
import { isResponse, type ServerMessage, serverMessages } from './server-messages.ts';

export interface ErrorResponse extends ServerMessage {
  /** Where it is a number. */
  code: number | undefined;
  /** The request it answers, where the id tells. */
  request: SentRequest | undefined;
}

/** The error responses of the run so far. */
export const errorResponses = rememberByFrames(
  (context: Pick<CheckContext, 'tour' | 'transport'>): readonly ErrorResponse[] => {
    const requests = sentRequests(context.tour.frames());
    return serverMessages(context)
      .filter(({ message }) => isResponse(message) && 'error' in message && !('result' in message))
      .map(({ frame, message }) => {
        const code = isJsonObject(message.error) ? message.error.code : undefined;
        const request = findRequest(requests, frame, message);
        return { frame, message, code: typeof code === 'number' ? code : undefined, request };
      });
  },
);

/** Whether a request was made in the modern way: it names a version in its own `_meta`. */
export function isModernRequest(message: JsonObject): boolean {
  const meta = isJsonObject(message.params) ? message.params._meta : undefined;
  return isJsonObject(meta) && typeof meta['io.modelcontextprotocol/protocolVersion'] === 'string';
}

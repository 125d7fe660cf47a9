import type { Reply, RequestOptions, Session } from './connection.ts';
import { isJsonObject, type JsonObject } from './json.ts';

export interface FollowedRounds {
  /** The reply to each round, the last one last. */
  replies: Reply[];
  /** `complete`: the last reply asks for nothing more. `too-many`: it still does. `declined`: the answerer gave up. */
  ended: 'complete' | 'too-many' | 'declined';
}

/** The answers to the requests of one round, by their keys; null gives up. */
export type InputAnswerer = (inputRequests: JsonObject, round: number) => JsonObject | null;

/**
 * Sends a request and answers each `input_required` by sending it again with `inputResponses` and the echoed
 * `requestState`, under a new id, until it is complete or `maxRounds` requests were sent (default 8).
 */
export async function followRounds(
  session: Session,
  method: string,
  params: JsonObject,
  answer: InputAnswerer,
  options: RequestOptions & { maxRounds?: number } = {},
): Promise<FollowedRounds> {
  const { maxRounds = 8, ...requestOptions } = options;
  const replies: Reply[] = [];
  let next = params;
  for (;;) {
    const reply = await session.request(method, next, { ...requestOptions, id: undefined });
    replies.push(reply);
    const { result } = reply;
    if (!isJsonObject(result) || result.resultType !== 'input_required') return { replies, ended: 'complete' };
    if (replies.length >= maxRounds) return { replies, ended: 'too-many' };
    const responses = answer(isJsonObject(result.inputRequests) ? result.inputRequests : {}, replies.length);
    if (responses === null) return { replies, ended: 'declined' };
    next = { ...params, inputResponses: responses };
    if (result.requestState !== undefined) next.requestState = result.requestState;
  }
}

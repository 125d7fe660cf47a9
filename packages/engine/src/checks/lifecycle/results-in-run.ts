import { type Frame, isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from '../jsonrpc/remember-by-frames.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

export interface ResultInRun {
  frame: Frame;
  /** Of the request it answers. */
  method: string;
  request: JsonObject;
  result: JsonObject;
}

/** Every result that answers a well-formed request of this revision, on connections that saw nothing else. */
export const resultsInRun = rememberByFrames((context: CheckContext): readonly ResultInRun[] => {
  return serverMessages(context).flatMap(({ frame, message }) => {
    if (!isJsonObject(message.result) || !context.tour.isOrdinary(frame.connection)) return [];
    const answered = context.tour.requestOf(frame);
    if (answered === undefined || !isJsonObject(answered.frame.json)) return [];
    return [{ frame, method: answered.method, request: answered.frame.json, result: message.result }];
  });
});

export function discoverResultsInRun(context: CheckContext): ResultInRun[] {
  return resultsInRun(context).filter(({ method }) => method === 'server/discover');
}

/** The members of `_meta` of a result. */
export function metaOf(result: JsonObject): JsonObject {
  return isJsonObject(result._meta) ? result._meta : {};
}

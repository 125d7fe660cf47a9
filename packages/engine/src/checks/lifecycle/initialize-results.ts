import { type Frame, isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { rememberByFrames } from '../jsonrpc/remember-by-frames.ts';

export interface InitializeResult {
  frame: Frame;
  result: JsonObject;
  /** What our `initialize` declared. */
  clientCapabilities: JsonObject;
}

/** The results of every well-formed `initialize` of the run so far at this revision. */
export const initializeResults = rememberByFrames(
  ({ tour }: Pick<CheckContext, 'tour'>): readonly InitializeResult[] => {
    return tour.frames().flatMap((frame) => {
      if (frame.kind !== 'message' || frame.direction !== 'received' || !isJsonObject(frame.json)) return [];
      const { result } = frame.json;
      if (!isJsonObject(result) || !tour.isOrdinary(frame.connection)) return [];
      const request = tour.requestOf(frame);
      if (request?.method !== 'initialize') return [];
      const params = isJsonObject(request.frame.json) ? request.frame.json.params : undefined;
      const declared = isJsonObject(params) ? params.capabilities : undefined;
      return [{ frame, result, clientCapabilities: isJsonObject(declared) ? declared : {} }];
    });
  },
);

/** The first one of each connection. */
export function initializeResultByConnection(context: Pick<CheckContext, 'tour'>): Map<number, InitializeResult> {
  const byConnection = new Map<number, InitializeResult>();
  for (const initialize of initializeResults(context)) {
    const { connection } = initialize.frame;
    if (!byConnection.has(connection)) byConnection.set(connection, initialize);
  }
  return byConnection;
}

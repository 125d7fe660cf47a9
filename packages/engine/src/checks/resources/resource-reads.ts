import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';

export interface ResourceRead {
  frame: Frame;
  /** What was asked for. */
  uri: string;
  contents: JsonValue | undefined;
}

/** The results of resources/read in the run so far; questions of the server are none. */
export function resourceReads(context: CheckContext): ResourceRead[] {
  return resultsInRun(context).flatMap(({ frame, method, request, result }) => {
    if (method !== 'resources/read' || (result.resultType ?? 'complete') !== 'complete') return [];
    const uri = isJsonObject(request.params) ? request.params.uri : undefined;
    return typeof uri === 'string' ? [{ frame, uri, contents: result.contents }] : [];
  });
}

export function contentsOf({ contents }: ResourceRead): JsonObject[] {
  return (Array.isArray(contents) ? contents : []).filter(isJsonObject);
}

const nothingRead = 'no resource was read: name one that may be read in the suite file, under resources';

/** Judges every read: `faultOf` says what is wrong with one, as the end of `reading "x" …`. */
export function judgeReads(
  context: CheckContext,
  reads: readonly ResourceRead[],
  sound: string,
  faultOf: (read: ResourceRead) => string | undefined,
): CheckOutcome {
  if (!isJsonObject(context.tour.capabilities.resources)) return context.notApplicable('resources is not declared');
  if (reads.length === 0) return context.untestable(nothingRead);
  return judgeEach(context, reads, { subjects: 'reads of resources', sound }, (read) => {
    const fault = faultOf(read);
    return fault && `reading ${quoteJson(read.uri, 100)} ${fault}`;
  });
}

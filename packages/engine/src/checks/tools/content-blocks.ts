import { type Frame, isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { isFormatted } from '../../revision/string-format.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';

export interface CallResult {
  frame: Frame;
  /** The tool that was called. */
  name: string;
  result: JsonObject;
}

/** The results of tools/call in the run so far that end the call: no questions, no tasks. */
export function callResults(context: CheckContext): CallResult[] {
  return resultsInRun(context).flatMap(({ frame, method, request, result }) => {
    if (method !== 'tools/call' || ('task' in result && !('content' in result))) return [];
    if (result.resultType !== undefined && result.resultType !== 'complete') return [];
    const name = isJsonObject(request.params) ? request.params.name : undefined;
    return [{ frame, name: typeof name === 'string' ? name : '', result }];
  });
}

export interface ContentBlock {
  frame: Frame;
  block: JsonObject;
  /** What it came from: `the tool "x"`. */
  from: string;
}

export function toolBlocks(context: CheckContext): ContentBlock[] {
  return callResults(context).flatMap(({ frame, name, result }) =>
    (Array.isArray(result.content) ? result.content : [])
      .filter(isJsonObject)
      .map((block) => ({ frame, block, from: `the tool ${quoteJson(name, 80)}` })),
  );
}

export const noCallsSeen =
  'no call of a tool succeeded: name tools that are safe to call in the suite file, under tools, with arguments that work';

/** Judges the content blocks of one or more types. */
export function judgeBlocks(
  context: CheckContext,
  blocks: readonly ContentBlock[],
  types: readonly string[],
  wording: { subjects: string; sound: string; how: string },
  faultOf: (block: JsonObject) => string | undefined,
): CheckOutcome {
  const subjects = blocks.filter(({ block }) => types.includes(String(block.type)));
  if (subjects.length === 0) return context.untestable(`no ${wording.subjects} came: ${wording.how}`);
  return judgeEach(context, subjects, wording, ({ block, from }) => {
    const fault = faultOf(block);
    return fault && `${from} gave one whose ${fault}: ${quoteJson(block)}`;
  });
}

export const nameToolWithIt = 'name a tool that gives one in the suite file, under tools';

/** What is wrong with an image or audio block. */
export function findMediaFault({ data, mimeType, type }: JsonObject): string | undefined {
  if (typeof data !== 'string') return 'data is no string';
  if (!isFormatted('base64', data)) return 'data is not Base64';
  if (typeof mimeType !== 'string') return 'mimeType is no string';
  if (!isMediaType(mimeType)) return `mimeType ${quoteJson(mimeType, 60)} is no media type`;
  return data === '' && type === 'image' ? 'data is empty' : undefined;
}

/** What is wrong with an embedded resource block. */
export function findEmbeddedFault({ resource }: JsonObject): string | undefined {
  if (!isJsonObject(resource)) return 'resource is no object';
  return findContentsFault(resource);
}

/** What is wrong with the contents of a resource, read or embedded. */
export function findContentsFault(contents: JsonObject): string | undefined {
  const { uri, text, blob, mimeType } = contents;
  if (typeof uri !== 'string') return 'uri is no string';
  if (text !== undefined && blob !== undefined) return 'text and blob are both there';
  if (text === undefined && blob === undefined) return 'text and blob are both missing';
  if (text !== undefined && typeof text !== 'string') return 'text is no string';
  if (blob !== undefined && typeof blob !== 'string') return 'blob is no string';
  return mimeType === undefined || typeof mimeType === 'string' ? undefined : 'mimeType is no string';
}

export function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/.test(text);
}

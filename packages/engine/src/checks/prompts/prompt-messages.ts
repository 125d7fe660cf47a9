import { type Frame, isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { resultsInRun } from '../lifecycle/results-in-run.ts';
import type { ContentBlock } from '../tools/content-blocks.ts';

export interface PromptResult {
  frame: Frame;
  name: string;
  result: JsonObject;
}

/** The results of prompts/get in the run so far; questions of the server are none. */
export function promptResults(context: CheckContext): PromptResult[] {
  return resultsInRun(context).flatMap(({ frame, method, request, result }) => {
    if (method !== 'prompts/get' || (result.resultType ?? 'complete') !== 'complete') return [];
    const name = isJsonObject(request.params) ? request.params.name : undefined;
    return [{ frame, name: typeof name === 'string' ? name : '', result }];
  });
}

export function promptBlocks(context: CheckContext): ContentBlock[] {
  return promptResults(context).flatMap(({ frame, name, result }) =>
    messagesOf(result).flatMap((message) => {
      const block = isJsonObject(message) ? message.content : undefined;
      return isJsonObject(block) ? [{ frame, block, from: `the prompt ${quoteJson(name, 80)}` }] : [];
    }),
  );
}

export function messagesOf({ messages }: JsonObject): JsonValue[] {
  return Array.isArray(messages) ? messages : [];
}

/** All the text of a prompt. */
export function textOf(result: JsonObject): string {
  return messagesOf(result)
    .map((message) => (isJsonObject(message) && isJsonObject(message.content) ? message.content : {}))
    .map(({ text, resource }) => text ?? (isJsonObject(resource) ? resource.text : ''))
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** What is wanted of the arguments of a prompt that is listed. */
export function argumentsOf(prompt: JsonObject): { name: string; required: boolean }[] {
  const list = Array.isArray(prompt.arguments) ? prompt.arguments.filter(isJsonObject) : [];
  return list.flatMap(({ name, required }) =>
    typeof name === 'string' ? [{ name, required: required === true }] : [],
  );
}

export const namePromptWithIt =
  'name a prompt that gives one in the suite file, under prompts, with arguments that work';
export const noPromptsSeen = 'no prompt was got: name one in the suite file, under prompts, with arguments that work';

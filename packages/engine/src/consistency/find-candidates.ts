import type { ConsistencyCall } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import { composeUniqueArguments } from './compose-unique-arguments.ts';

/** A tool that by its name adds something, and tools that by theirs may show it, the likeliest first. */
export interface Candidate {
  write: ConsistencyCall;
  reads: ConsistencyCall[];
}

const maxWrites = 6;
const maxReads = 5;
const writeVerbs = new Set('add append create insert make put register remember save set store write'.split(' '));
const readVerbs = new Set('fetch find get list lookup open query read recall retrieve search show view'.split(' '));

/**
 * Guesses from names, annotations and schemas which tools write and which read it back. A tool that says it destroys
 * something, or reaches out of the machine, is no candidate: only its user can say that it may be called.
 */
export function findCandidates(tools: readonly JsonObject[]): Candidate[] {
  const writes = tools.filter((tool) => isWrite(tool)).flatMap(toCall);
  const reads = tools.filter((tool) => isRead(tool));
  return writes.slice(0, maxWrites).map((write) => {
    const ranked = reads
      .map((tool) => ({ tool, score: scoreOf(tool, write.tool) }))
      .sort((left, right) => right.score - left.score);
    return { write, reads: ranked.slice(0, maxReads).flatMap(({ tool }) => toReadCall(tool)) };
  });
}

function isWrite(tool: JsonObject): boolean {
  const { readOnlyHint, destructiveHint, openWorldHint } = annotationsOf(tool);
  if (readOnlyHint === true || destructiveHint === true || openWorldHint === true) return false;
  const [first = '', ...others] = wordsOf(tool.name);
  return !readVerbs.has(first) && [first, ...others].some((word) => writeVerbs.has(word));
}

/** One that reads by its name and does not say otherwise. */
function isRead(tool: JsonObject): boolean {
  const { readOnlyHint, destructiveHint, openWorldHint } = annotationsOf(tool);
  if (readOnlyHint === false || destructiveHint === true || openWorldHint === true) return readOnlyHint === true;
  return readOnlyHint === true || readVerbs.has(wordsOf(tool.name)[0] ?? '');
}

/** A read that shows all needs no arguments; one of the same things shares a word. */
function scoreOf(tool: JsonObject, write: string): number {
  const things = wordsOf(write).filter((word) => !writeVerbs.has(word));
  const shared = wordsOf(tool.name).filter((word) => things.includes(word)).length;
  return (requiredOf(tool) === 0 ? 2 : 0) + shared * 3;
}

function toCall(tool: JsonObject): ConsistencyCall[] {
  const args = composeUniqueArguments(tool.inputSchema);
  return args === undefined ? [] : [{ tool: String(tool.name), arguments: args }];
}

function toReadCall(tool: JsonObject): ConsistencyCall[] {
  if (requiredOf(tool) === 0) return [{ tool: String(tool.name), arguments: {} }];
  return toCall(tool);
}

function requiredOf({ inputSchema }: JsonObject): number {
  return isJsonObject(inputSchema) && Array.isArray(inputSchema.required) ? inputSchema.required.length : 0;
}

function annotationsOf({ annotations }: JsonObject): JsonObject {
  return isJsonObject(annotations) ? annotations : {};
}

/** Words of a name in lower case, the plural of a thing as its singular: `createEntities`, `create_entity`. */
export function wordsOf(name: unknown): string[] {
  return String(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, ''));
}

import type { ConsistencyCount } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '@mcp-lab/wire';
import { RE2JS } from 're2js';
import { compileJsonPath } from '../functional/json-path.ts';
import { textOfResult } from '../functional/text-of-result.ts';
import { fillText } from './fill-token.ts';
import type { Token } from './unique-tokens.ts';

const maxDepth = 128;

/** How often the write of a token stands in the result of a read. */
export type CountToken = (result: JsonObject, token: Token) => number;

/** Throws Error with a sentence for people on a path or pattern that is none. */
export function createCounter(count: ConsistencyCount | undefined): CountToken {
  if (count === undefined) return (result, { unique }) => occurrences(allTextOf(result), unique);
  if ('contains' in count) return (result, token) => occurrences(allTextOf(result), fillText(count.contains, token));
  if ('pattern' in count) {
    // So that a mistake is told before anything is written.
    compile(count.pattern.replaceAll('${unique}', 'x'));
    return (result, token) => matches(allTextOf(result), fillText(count.pattern, token));
  }
  compileJsonPath(fillText(count.jsonPath, { unique: 'x', n: 0 }));
  const isSpecific = count.jsonPath.includes('${unique}');
  return (result, token) => {
    const selected = compileJsonPath(fillText(count.jsonPath, token))(withStructure(result));
    return selected.filter((value) => isSpecific || mentions(value, token)).length;
  };
}

/** Text and structured content, and what is neither as JSON. */
export function allTextOf(result: JsonObject): string {
  const structured = result.structuredContent === undefined ? '' : JSON.stringify(result.structuredContent);
  const text = [textOfResult(result), structured].filter((part) => part !== '').join('\n');
  return text === '' ? JSON.stringify(result) : text;
}

/** Many servers give JSON as text only: it stands where structured content would. */
function withStructure(result: JsonObject): JsonObject {
  if (result.structuredContent !== undefined) return result;
  const parsed = parseJson(Buffer.from(textOfResult(result), 'utf8'), maxDepth);
  return parsed.ok && (isJsonObject(parsed.value) || Array.isArray(parsed.value))
    ? { ...result, structuredContent: parsed.value }
    : result;
}

function mentions(value: JsonValue, { unique }: Token): boolean {
  return JSON.stringify(value).includes(unique);
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function matches(text: string, pattern: string): number {
  const matcher = compile(pattern).matcher(text);
  let count = 0;
  while (matcher.find()) count++;
  return count;
}

function compile(pattern: string) {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new Error(`${pattern} is no regular expression of RE2: ${error instanceof Error ? error.message : error}`);
  }
}

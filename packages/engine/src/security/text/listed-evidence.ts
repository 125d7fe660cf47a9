import { type Frame, isJsonObject, type JsonValue } from '@mcp-lab/wire';

const maxFrames = 4;
const maxDepth = 40;

/** The received messages in which one of the texts stands, the first few. */
export function listedEvidence(frames: readonly Frame[], texts: readonly string[]): Frame[] {
  const wanted = new Set(texts);
  return frames
    .filter(({ direction, json }) => direction === 'received' && json !== undefined && holds(json, wanted, 0))
    .slice(0, maxFrames);
}

function holds(value: JsonValue, wanted: ReadonlySet<string>, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (typeof value === 'string') return wanted.has(value);
  if (Array.isArray(value)) return value.some((item) => holds(item, wanted, depth + 1));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([name, member]) => wanted.has(name) || holds(member, wanted, depth + 1));
}

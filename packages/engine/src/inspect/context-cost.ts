import type { JsonObject } from '@mcp-lab/wire';
import type { Surface } from './read-surface.ts';

/** What the surface costs a model's context. Tokens are bytes / 4, the usual estimate for English and JSON. */
export interface ContextCost {
  bytes: number;
  estimatedTokens: number;
  /** The heaviest tools, at most five. */
  heaviest: { name: string; bytes: number }[];
}

export function contextCost(surface: Surface): ContextCost {
  const tools = surface.tools.map((tool) => ({ name: String(tool.name), bytes: bytesOf([tool]) }));
  const bytes = bytesOf(surface.tools) + bytesOf(surface.prompts) + bytesOf(surface.resources);
  return {
    bytes,
    estimatedTokens: Math.ceil(bytes / 4),
    heaviest: tools.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5),
  };
}

function bytesOf(entries: readonly JsonObject[]): number {
  return entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
}

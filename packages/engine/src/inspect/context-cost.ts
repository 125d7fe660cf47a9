import type { JsonObject, JsonValue } from '@mcp-lab/wire';
import type { Surface } from './read-surface.ts';

export interface CostPart {
  bytes: number;
  estimatedTokens: number;
}

export interface CostOfTool extends CostPart {
  name: string;
  /** Of the bytes: what stands in its description and its parameters' schema. */
  descriptionBytes: number;
  inputSchemaBytes: number;
}

/**
 * What the surface costs a model's context. No tokenizer of any model is used: tokens are UTF-8 bytes / 4, a rule of
 * thumb for English and JSON; other languages and dense JSON cost more, and each model counts for itself.
 */
export interface ContextCost extends CostPart {
  estimator: 'UTF-8 bytes / 4';
  /** Of what hosts put before a model on every turn: names, descriptions and input schemas of tools, and instructions. */
  everyTurn: CostPart;
  /** What `everyTurn` takes of a window of 200,000 tokens, 0 to 1 and beyond. */
  shareOf200k: number;
  /** All bytes by what they are for. `structure` is JSON around the values, annotations, icons and the like. */
  parts: Record<CostPartName, CostPart>;
  /** The heaviest tools, at most five. */
  heaviest: CostOfTool[];
}

export type CostPartName =
  | 'names'
  | 'descriptions'
  | 'inputSchemas'
  | 'outputSchemas'
  | 'instructions'
  | 'prompts'
  | 'resources'
  | 'structure';

const bytesPerToken = 4;
const windowTokens = 200_000;

/** `instructions` are the server's, from its opening. */
export function contextCost(surface: Surface, instructions?: string): ContextCost {
  const { tools } = surface;
  const sum = (measure: (tool: JsonObject) => number) => tools.reduce((total, tool) => total + measure(tool), 0);
  const bytes = {
    names: sum((tool) => textBytes(tool.name) + textBytes(tool.title)),
    descriptions: sum((tool) => textBytes(tool.description)),
    inputSchemas: sum((tool) => jsonBytes(tool.inputSchema)),
    outputSchemas: sum((tool) => jsonBytes(tool.outputSchema)),
    instructions: textBytes(instructions),
    prompts: listBytes(surface.prompts),
    resources: listBytes(surface.resources) + listBytes(surface.resourceTemplates),
  };
  const structure = listBytes(tools) - bytes.names - bytes.descriptions - bytes.inputSchemas - bytes.outputSchemas;
  const all: Record<CostPartName, number> = { ...bytes, structure };
  const everyTurn = costOf(bytes.names + bytes.descriptions + bytes.inputSchemas + bytes.instructions);
  return {
    estimator: 'UTF-8 bytes / 4',
    ...costOf(Object.values(all).reduce((total, part) => total + part, 0)),
    everyTurn,
    shareOf200k: everyTurn.estimatedTokens / windowTokens,
    parts: Object.fromEntries(Object.entries(all).map(([name, part]) => [name, costOf(part)])) as ContextCost['parts'],
    heaviest: tools
      .map(costOfTool)
      .toSorted((left, right) => right.bytes - left.bytes)
      .slice(0, 5),
  };
}

function costOfTool(tool: JsonObject): CostOfTool {
  return {
    name: String(tool.name),
    ...costOf(jsonBytes(tool)),
    descriptionBytes: textBytes(tool.description),
    inputSchemaBytes: jsonBytes(tool.inputSchema),
  };
}

function costOf(bytes: number): CostPart {
  return { bytes, estimatedTokens: Math.ceil(bytes / bytesPerToken) };
}

function listBytes(entries: readonly JsonObject[]): number {
  return entries.reduce((sum, entry) => sum + jsonBytes(entry), 0);
}

function jsonBytes(value: JsonValue | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

/** Without its quotes and escapes: those are structure. */
function textBytes(value: JsonValue | undefined): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : 0;
}

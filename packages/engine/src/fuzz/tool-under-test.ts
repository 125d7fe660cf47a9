import { isJsonObject, type JsonObject, type Revision } from '@mcp-lab/wire';
import { sampleArguments } from '../surface/sample-arguments.ts';
import { type ArgumentModel, compileTolerantly, firstValid, modelArguments } from './generate/argument-model.ts';
import type { JudgedTool } from './judge/judge-call.ts';

/** A tool with everything that is known before the first call. */
export interface ToolUnderTest extends JudgedTool {
  name: string;
  model: ArgumentModel;
  /** Arguments of the user's, which work. */
  named: readonly JsonObject[];
  /** Valid arguments that others are made from: the user's, the schema's own examples, else made up. */
  base: JsonObject | undefined;
  /** What stands in the way of judging it in full, in words. */
  notes: string[];
}

/** A tool made ready, or why it cannot be fuzzed. Never throws. */
export function prepareTool(
  tool: JsonObject,
  {
    revision,
    named,
    seed,
    maxBytes,
  }: { revision: Revision; named: readonly JsonObject[]; seed: number; maxBytes: number },
): ToolUnderTest | { problem: string } {
  const model = modelArguments(tool.inputSchema, maxBytes);
  if ('problem' in model) return model;
  const notes = [...model.notes];
  const isValid = (args: JsonObject | undefined): args is JsonObject =>
    args !== undefined && model.faultOf(args) === undefined;
  for (const args of named) {
    const fault = model.faultOf(args);
    if (fault !== undefined) notes.push(`arguments of the suite file are not valid under its inputSchema: ${fault}`);
  }
  const base = [...named, sampleArguments(tool.inputSchema)].find(isValid) ?? firstValid(model, seed);
  const compiled = isJsonObject(tool.outputSchema) ? compileTolerantly(tool.outputSchema) : undefined;
  if (compiled?.ok === false) notes.push(`its outputSchema cannot be used: ${compiled.problem}`);
  const output = compiled?.ok ? compiled : undefined;
  return {
    name: String(tool.name),
    model,
    named: named.filter(isValid),
    base,
    notes,
    revision,
    output,
    isCertain: model.isCertain,
  };
}

import type { SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import { sampleArguments } from './sample-arguments.ts';

/** A call that may be made without asking again. */
export interface CallableTool {
  name: string;
  arguments: JsonObject;
  /** As the server published it. */
  tool: JsonObject;
  /** `named`: the user gave the arguments, so they work. `sampled`: made up from the schema, so they may be refused. */
  origin: 'named' | 'sampled';
}

/**
 * The tools that may be called: those the user named, those that declare `readOnlyHint: true`, and, where the user
 * turned that guard off, all. A tool for whose schema no arguments can be made up is left out.
 */
export function callableTools(
  tools: readonly JsonObject[],
  inputs: Pick<SuiteInputs, 'tools' | 'allow'>,
): CallableTool[] {
  return tools.flatMap((tool): CallableTool[] => {
    const { name } = tool;
    if (typeof name !== 'string') return [];
    const named = inputs.tools.find((call) => call.tool === name);
    if (named !== undefined) return [{ name, arguments: named.arguments as JsonObject, tool, origin: 'named' }];
    const isReadOnly = isJsonObject(tool.annotations) && tool.annotations.readOnlyHint === true;
    if (!isReadOnly && !inputs.allow.anyTool) return [];
    const args = sampleArguments(tool.inputSchema);
    return args === undefined ? [] : [{ name, arguments: args, tool, origin: 'sampled' }];
  });
}

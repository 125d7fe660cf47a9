import type { SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import { type CallableTool, callableTools } from '../../surface/callable-tools.ts';
import type { UncalledTool } from '../probe.ts';
import { findParameters } from './find-parameters.ts';
import { valueAt, withValue } from './with-value.ts';

/**
 * The tools a probe may call, and those it may not, each with what the user could write. Arguments that are addresses
 * lead to `localUrl`, whatever the user or the schema suggests: a run contacts nothing but this machine.
 */
export function probeTools(
  tools: readonly JsonObject[],
  inputs: Pick<SuiteInputs, 'tools' | 'allow'>,
  { allowSideEffects, localUrl }: { allowSideEffects: boolean; localUrl: string },
): { callable: CallableTool[]; uncalled: UncalledTool[] } {
  const allowed = callableTools(tools, inputs);
  const callable: CallableTool[] = [];
  const uncalled: UncalledTool[] = [];
  for (const tool of tools) {
    const { name } = tool;
    if (typeof name !== 'string') continue;
    const found = allowed.find((one) => one.tool === tool);
    if (found === undefined) {
      uncalled.push({ tool, name, why: 'write it with arguments that work under tools in the suite file' });
    } else if (isDestructive(tool) && !allowSideEffects) {
      uncalled.push({ tool, name, why: 'it says that it destroys: --allow-side-effects' });
    } else {
      callable.push({ ...found, arguments: keepLocal(found, localUrl) });
    }
  }
  return { callable, uncalled };
}

export function isReadOnly(tool: JsonObject): boolean {
  return isJsonObject(tool.annotations) && tool.annotations.readOnlyHint === true;
}

/** Says itself that it destroys. Who says nothing was named, or allowed, by the user. */
function isDestructive(tool: JsonObject): boolean {
  return isJsonObject(tool.annotations) && tool.annotations.destructiveHint === true && !isReadOnly(tool);
}

function keepLocal({ tool, arguments: args }: CallableTool, localUrl: string): JsonObject {
  const urls = findParameters(tool, args).filter(({ kinds }) => kinds.has('url'));
  return urls
    .filter(({ path }) => typeof valueAt(args, path) === 'string')
    .reduce((changed, { path }) => withValue(changed, path, localUrl), args);
}

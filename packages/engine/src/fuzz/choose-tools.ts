import type { FuzzSettings, SuiteInputs } from '@mcp-lab/contracts';
import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import { matchesPattern } from '../check/plan-run.ts';

export interface ChosenTools {
  /** That may be called, whatever the arguments. */
  allowed: JsonObject[];
  /** That may not, by name. */
  left: { name: string; reason: string }[];
}

/**
 * Which tools may be called with arguments that were made up, wrong ones too: a server that does not validate executes
 * them. The rule is the one of every call: readOnlyHint, named by the user, or the guard turned off.
 */
export function chooseTools(
  tools: readonly JsonObject[],
  inputs: Pick<SuiteInputs, 'tools' | 'allow'>,
  settings: FuzzSettings,
  allowSideEffects: boolean,
): ChosenTools {
  const chosen: ChosenTools = { allowed: [], left: [] };
  const names = new Set<string>();
  for (const tool of tools) {
    const { name, annotations } = tool;
    if (typeof name !== 'string' || names.has(name)) continue;
    names.add(name);
    if (settings.tools.length > 0 && !settings.tools.some((pattern) => matchesPattern(name, pattern))) continue;
    const isReadOnly = isJsonObject(annotations) && annotations.readOnlyHint === true;
    const isNamed = inputs.tools.some((call) => call.tool === name);
    if (isReadOnly || isNamed || inputs.allow.anyTool || allowSideEffects) chosen.allowed.push(tool);
    else {
      chosen.left.push({
        name,
        reason: `the tool does not declare readOnlyHint: true, so made-up arguments may change something. To have it fuzzed write in the suite file: tools: [{tool: ${JSON.stringify(name)}, arguments: {…}}], or allow: {anyTool: true}`,
      });
    }
  }
  return chosen;
}

import type { SuiteInputs } from '@mcp-lab/contracts';
import type { CallableTool } from '../../surface/callable-tools.ts';
import { findParameters } from './find-parameters.ts';

/** The inputs, with calls of tools that open addresses led to this machine: `callable` holds them so already. */
export function keepInputsLocal(inputs: SuiteInputs, callable: readonly CallableTool[]): SuiteInputs {
  const opening = callable.filter(({ tool, arguments: args }) =>
    findParameters(tool, args).some(({ kinds }) => kinds.has('url')),
  );
  if (opening.length === 0) return inputs;
  const names = new Set(opening.map(({ name }) => name));
  const led = opening.map(({ name, arguments: args }) => ({ tool: name, arguments: args }));
  return { ...inputs, tools: [...inputs.tools.filter(({ tool }) => !names.has(tool)), ...led] };
}

import type { JsonObject } from '@mcp-lab/wire';
import type { CallableTool } from '../../surface/callable-tools.ts';
import type { ProbeFinding, ProbeLab, UncalledTool } from '../probe.ts';
import { findParameters, type TextParameter } from './find-parameters.ts';

export interface ProbedTool extends CallableTool {
  parameters: TextParameter[];
}

const maxTools = 24;
const maxNamed = 8;

/** The tools that take what a probe is about: those that may be called, and a finding for those that may not. */
export function groupByTool(
  lab: Pick<ProbeLab, 'callable' | 'uncalled'>,
  isWanted: (parameter: TextParameter, tool: JsonObject) => boolean,
  what: string,
): { tools: ProbedTool[]; left: ProbeFinding[] } {
  const wantedOf = (tool: JsonObject, args?: JsonObject) =>
    findParameters(tool, args).filter((parameter) => isWanted(parameter, tool));
  const withParameters = lab.callable.flatMap((callable) => {
    const parameters = wantedOf(callable.tool, callable.arguments);
    return parameters.length === 0 ? [] : [{ ...callable, parameters }];
  });
  const uncalled = lab.uncalled.filter(({ tool }) => wantedOf(tool).length > 0);
  if (withParameters.length === 0 && uncalled.length === 0) {
    return { tools: [], left: [{ verdict: 'not-applicable', reason: `no tool takes ${what}` }] };
  }
  const tooMany = withParameters.slice(maxTools).map(({ name, tool }) => {
    return { name, tool, why: `only ${maxTools} tools are tried in one run: choose with --only` };
  });
  const all = [...uncalled, ...tooMany];
  return {
    tools: withParameters.slice(0, maxTools),
    left: all.length === 0 ? [] : [{ verdict: 'untestable', reason: describeUncalled(all, what) }],
  };
}

function describeUncalled(uncalled: readonly UncalledTool[], what: string): string {
  const whys = Map.groupBy(uncalled, ({ why }) => why);
  const told = [...whys].map(([why, tools]) => {
    const names = tools.slice(0, maxNamed).map(({ name }) => JSON.stringify(name.slice(0, 60)));
    const more = tools.length - names.length;
    return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} (${why})`;
  });
  return `not tried, though they take ${what}: ${told.join('; ')}`;
}

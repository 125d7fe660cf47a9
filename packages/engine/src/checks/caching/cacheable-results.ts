import type { CheckContext } from '../../check/check.ts';
import { type ResultInRun, resultsInRun } from '../lifecycle/results-in-run.ts';

export const cacheableLists = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'] as const;

const cacheableMethods = new Set<string>(['server/discover', ...cacheableLists, 'resources/read']);

/** Every final result of a method whose results carry caching hints. */
export function cacheableResults(context: CheckContext): ResultInRun[] {
  return resultsInRun(context).filter(
    ({ method, result }) => cacheableMethods.has(method) && isFinal(result.resultType),
  );
}

/** A result without a type is judged as a final one; that the type is missing is told elsewhere. */
function isFinal(resultType: unknown): boolean {
  return resultType === undefined || resultType === 'complete';
}

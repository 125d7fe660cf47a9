import type { SuiteInputs } from '@mcp-lab/contracts';
import { matchesPattern } from '../check/plan-run.ts';
import type { NotRun } from './run-document.ts';

/** Tells of a result id why it is not wanted; undefined where it is. */
export function selectFindings(settings: {
  inputs: Pick<SuiteInputs, 'exclude'>;
  only?: readonly string[];
  skip?: readonly string[];
}): (checkId: string) => NotRun | undefined {
  const { inputs, only = [], skip = [] } = settings;
  return (checkId) => {
    const excluded = inputs.exclude.find(({ check }) => matchesPattern(checkId, check));
    if (excluded !== undefined) return { checkId, why: 'excluded', reason: excluded.reason };
    const isWanted = only.length === 0 || only.some((pattern) => matchesPattern(checkId, pattern));
    if (!isWanted || skip.some((pattern) => matchesPattern(checkId, pattern))) return { checkId, why: 'not-selected' };
    return undefined;
  };
}

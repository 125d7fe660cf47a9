import { type FunctionalCase, LabError } from '@mcp-lab/contracts';
import { findCaseIssues } from '@mcp-lab/engine/functional/find-case-issues';

const maxShown = 50;

/** Throws LabError with every place of the cases that the schema lets through and a run could not use. */
export function requireGoodCases(cases: readonly FunctionalCase[]): void {
  const issues = findCaseIssues(cases);
  if (issues.length === 0) return;
  throw new LabError('invalid-input', 'The cases cannot be run as they stand.', {
    issues: issues.slice(0, maxShown).map(({ path, message }) => ({ path: `body.cases.${path}`, message })),
  });
}

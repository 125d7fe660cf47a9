import { type SuiteFile, suiteFileSchema } from '@mcp-lab/contracts';
import { findCaseIssues } from '../functional/find-case-issues.ts';
import { findProfileIssues } from '../load/find-profile-issues.ts';
import { type FileIssue, type Problem, readDocument } from './read-document.ts';
import { resolveVariables } from './resolve-variables.ts';

export type SuiteFileReading = { ok: true; suite: SuiteFile } | { ok: false; issues: FileIssue[] };

/**
 * Reads a suite file, YAML or JSON, and puts variables of the environment in where it says `${NAME}`. Says every place
 * that is wrong; never throws because of the text.
 */
export function readSuiteFile(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): SuiteFileReading {
  const reading = readDocument(text, suiteFileSchema);
  if (!reading.ok) return reading;
  const { suite, missing } = resolveVariables(reading.value, environment);
  const problems = [...missing, ...findCaseProblems(suite), ...findLoadProblems(suite)];
  return problems.length > 0 ? { ok: false, issues: reading.locate(problems) } : { ok: true, suite };
}

function findCaseProblems({ cases }: SuiteFile): Problem[] {
  return findCaseIssues(cases).map(({ path, message }) => ({ path: ['cases', ...path.split('.')], message }));
}

function findLoadProblems({ load }: SuiteFile): Problem[] {
  if (load === undefined) return [];
  return findProfileIssues(load).map(({ path, message }) => ({ path: ['load', ...path.split('.')], message }));
}

import type { Expectation, FieldIssue, FunctionalCase, FunctionalStep, TextExpectation } from '@mcp-lab/contracts';
import { revisions } from '@mcp-lab/wire';
import { compileJsonPath } from './json-path.ts';
import { compilePattern } from './safe-pattern.ts';
import { variablesIn } from './substitute-variables.ts';

/**
 * What the schema of a case cannot see: JSONPaths and regular expressions that are none, variables that nothing saves,
 * revisions nobody knows. Paths begin at the list: `0.steps.1.expect.assert.0.path`.
 */
export function findCaseIssues(cases: readonly FunctionalCase[]): FieldIssue[] {
  return cases.flatMap((one, index) => [
    ...issueOf(`${index}.revision`, one.revision === undefined || isKnown(one.revision), () => {
      return `known revisions are ${revisions.join(', ')}`;
    }),
    ...findStepIssues(one, `${index}`),
  ]);
}

function findStepIssues(one: FunctionalCase, at: string): FieldIssue[] {
  const saved = new Set<string>();
  const phases = ['setup', 'steps', 'teardown'] as const;
  return phases.flatMap((phase) =>
    (one[phase] ?? []).flatMap((step, index) => {
      const issues = judgeStep(step, `${at}.${phase}.${index}`, saved);
      for (const name of Object.keys(step.save ?? {})) saved.add(name);
      return issues;
    }),
  );
}

function judgeStep(step: FunctionalStep, at: string, saved: ReadonlySet<string>): FieldIssue[] {
  const { expect, save = {}, ...request } = step;
  const unknown = [...new Set([...variablesIn(request), ...variablesIn(expect)])].filter((name) => !saved.has(name));
  return [
    ...unknown.map((name) => ({ path: at, message: `\${${name}} is used, but no earlier step saves it` })),
    ...Object.entries(save).flatMap(([name, path]) => attempt(`${at}.save.${name}`, () => compileJsonPath(path))),
    ...(expect === undefined ? [] : judgeExpectation(expect, `${at}.expect`)),
  ];
}

function judgeExpectation(expect: Expectation, at: string): FieldIssue[] {
  return [
    ...judgeText(expect.text, `${at}.text`),
    ...judgeText(expect.error?.message, `${at}.error.message`),
    ...(expect.assert ?? []).flatMap(({ path, matches }, index) => [
      ...attempt(`${at}.assert.${index}.path`, () => compileJsonPath(path)),
      ...(matches === undefined ? [] : attempt(`${at}.assert.${index}.matches`, () => compilePattern(matches))),
    ]),
  ];
}

function judgeText(text: TextExpectation | undefined, at: string): FieldIssue[] {
  if (text === undefined || typeof text === 'string' || text.matches === undefined) return [];
  const { matches } = text;
  return attempt(`${at}.matches`, () => compilePattern(matches));
}

function attempt(path: string, compile: () => unknown): FieldIssue[] {
  try {
    compile();
    return [];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}

function issueOf(path: string, holds: boolean, message: () => string): FieldIssue[] {
  return holds ? [] : [{ path, message: message() }];
}

function isKnown(revision: string): boolean {
  return revisions.some((known) => known === revision);
}

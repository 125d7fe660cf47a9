import { dirname, resolve } from 'node:path';
import { inputsOf, noInputs, type SuiteFile, type SuiteInputs } from '@mcp-lab/contracts';
import type { FileIssue } from '@mcp-lab/engine';
import { readSuiteFile } from '@mcp-lab/engine/suite/read-suite-file';
import { type Revision, revisions, type Target } from '@mcp-lab/wire';
import { readText } from './files.ts';
import { parseTarget, type TargetOptions } from './target-options.ts';
import { UsageError } from './usage-error.ts';

export const suiteNames = [
  'conformance',
  'functional',
  'interop',
  'official',
  'fuzz',
  'consistency',
  'security',
  'process',
] as const;
export type SuiteName = (typeof suiteNames)[number];

const maxShown = 20;

/** Throws UsageError with every place of the file that is wrong. */
export function loadSuite(file: string, environment: Readonly<Record<string, string | undefined>>): SuiteFile {
  const reading = readSuiteFile(readText(file), environment);
  if (reading.ok) return reading.suite;
  throw new UsageError(describeIssues(file, reading.issues));
}

/** One line for each place that is wrong, the first of many. */
export function describeIssues(file: string, issues: readonly FileIssue[]): string {
  const shown = issues.slice(0, maxShown).map(({ line, column, path, message }) => {
    return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
  });
  const left = issues.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('\n');
}

/**
 * Those of the command line, else those of the file; undefined where neither says. Throws UsageError on one that nobody knows.
 */
export function chooseRevisions(asked: readonly Revision[], suite: SuiteFile | undefined): Revision[] | undefined {
  if (asked.length > 0) return [...asked];
  const named = (suite?.revisions ?? []).map((name) => {
    const revision = revisions.find((known) => known === name);
    if (revision === undefined) throw new UsageError(`revisions: ${name} is none of ${revisions.join(', ')}.`);
    return revision;
  });
  return named.length > 0 ? named : undefined;
}

/** Throws UsageError where the file chooses checks: a load has none, and a choice that chooses nothing would mislead. */
export function requireNoChoice(suite: SuiteFile | undefined, file: string | undefined): void {
  if (suite === undefined || suite.only.length === 0) return;
  throw new UsageError(
    `${file}: only: chooses checks, and a load has none. What is called is told by load: { mix } or --tool.`,
  );
}

/**
 * Which suites to run: those asked for, those the file names, else conformance and, where there are cases, functional.
 * `all` is everything the lab itself has; what is the official project's is asked for by name.
 */
export function chooseSuites(asked: readonly (SuiteName | 'all')[], suite: SuiteFile | undefined): SuiteName[] {
  const hasCases = (suite?.cases.length ?? 0) > 0;
  const own = suiteNames.filter(
    (name) => !['interop', 'official'].includes(name) && (name !== 'functional' || hasCases),
  );
  const named = asked.flatMap((name) => (name === 'all' ? own : [name]));
  const chosen = named.length > 0 ? named : suite?.suites;
  if (chosen?.includes('functional') && !hasCases) {
    throw new UsageError(
      'There are no cases to run: give --suite-file FILE with cases; mcp-lab generate writes a first one.',
    );
  }
  return suiteNames.filter(
    (name) => chosen?.includes(name) ?? (name === 'conformance' || (name === 'functional' && hasCases)),
  );
}

/** What the user told about the server; `allowAnyTool` is of the command line. */
export function toldInputs(suite: SuiteFile | undefined, allowAnyTool: boolean): SuiteInputs {
  const inputs = suite === undefined ? noInputs : inputsOf(suite);
  return allowAnyTool ? { ...inputs, allow: { ...inputs.allow, anyTool: true } } : inputs;
}

/** The server as command line and suite file say together; what the command line says wins. Throws UsageError where they name none. */
export function parseSuiteTarget(
  argv: readonly string[],
  options: TargetOptions,
  suite: SuiteFile | undefined,
  /** Folders in it are told from where it stands. */
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Target {
  if (suite === undefined) return parseTarget(argv, options, environment);
  const { target } = suite;
  const takesTarget = argv.length === 0 && options.url === undefined && target !== undefined;
  const fromFile = takesTarget ? target : undefined;
  const isCommand = fromFile !== undefined && 'command' in fromFile;
  const url = options.url ?? (fromFile !== undefined && 'url' in fromFile ? fromFile.url : undefined);
  const merged = {
    ...options,
    url,
    header: url === undefined ? options.header : [...Object.entries(suite.headers), ...options.header],
    env: url === undefined ? [...Object.entries(suite.env), ...options.env] : options.env,
  };
  const parsed = parseTarget(isCommand ? [fromFile.command, ...fromFile.args] : argv, merged, environment);
  if (parsed.kind !== 'stdio' || !isCommand || fromFile.cwd === undefined) return parsed;
  return { ...parsed, cwd: resolve(dirname(file ?? ''), fromFile.cwd) };
}

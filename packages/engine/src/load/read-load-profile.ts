import { type LoadProfile, loadProfileSchema, type SuiteFile } from '@mcp-lab/contracts';
import { isMap, parseDocument } from 'yaml';
import { type FileIssue, readDocument } from '../suite/read-document.ts';
import { readSuiteFile } from '../suite/read-suite-file.ts';
import { findProfileIssues } from './find-profile-issues.ts';

export type LoadProfileReading =
  /** `suite`: the suite file that the profile stands in. */
  { ok: true; profile: LoadProfile; suite: SuiteFile | undefined } | { ok: false; issues: FileIssue[] };

/**
 * Reads a load profile, or a suite file with one in `load`: YAML or JSON. Says every place that is wrong; never throws because
 * of the text. A suite file may have variables of the environment.
 */
export function readLoadProfile(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): LoadProfileReading {
  if (hasLoad(text)) {
    const reading = readSuiteFile(text, environment);
    if (!reading.ok) return reading;
    const { suite } = reading;
    return { ok: true, suite, profile: suite.load ?? loadProfileSchema.parse({}) };
  }
  const reading = readDocument(text, loadProfileSchema);
  if (!reading.ok) return reading;
  const problems = findProfileIssues(reading.value).map(({ path, message }) => ({ path: path.split('.'), message }));
  if (problems.length > 0) return { ok: false, issues: reading.locate(problems) };
  return { ok: true, profile: reading.value, suite: undefined };
}

function hasLoad(text: string): boolean {
  // Too long a text is refused by whoever reads it next.
  if (text.length > 2_000_000) return false;
  const { contents, errors } = parseDocument(text, { prettyErrors: false });
  return errors.length === 0 && isMap(contents) && contents.has('load');
}

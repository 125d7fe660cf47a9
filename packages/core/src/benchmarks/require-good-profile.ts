import { type BenchmarkKind, LabError, type LoadProfile, maxLoadSeconds, plannedLoadSeconds } from '@mcp-lab/contracts';
import { findProfileIssues } from '@mcp-lab/engine/load/find-profile-issues';

/** Throws LabError with every place of a profile that the schema lets through and a run could not use. */
export function requireGoodProfile(profile: LoadProfile, kind: BenchmarkKind): void {
  const issues = [...findProfileIssues(profile, kind), ...timeIssues(profile)];
  const [first] = issues;
  if (first === undefined) return;
  throw new LabError('invalid-input', `The profile cannot be run as it stands: ${first.message}.`, {
    issues: issues.map(({ path, message }) => ({ path: `body.profile.${path}`, message })),
  });
}

function timeIssues(profile: LoadProfile): { path: string; message: string }[] {
  const seconds = plannedLoadSeconds(profile);
  if (seconds <= maxLoadSeconds) return [];
  const message = `it takes up to ${Math.round(seconds / 3600)} hours, and a run may take ${maxLoadSeconds / 3600}`;
  return [{ path: 'executor', message }];
}

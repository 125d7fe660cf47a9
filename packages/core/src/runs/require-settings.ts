import {
  chaosExperimentSchema,
  type FunctionalCase,
  LabError,
  type RunKind,
  type RunOptions,
} from '@mcp-lab/contracts';
import { findExperimentIssues } from '@mcp-lab/engine/chaos/find-experiment-issues';
import type { ServerTable } from '../database/schema.ts';

/** Throws LabError where a kind of run needs what was not given, and says what to write. */
export function requireSettings(
  kind: RunKind,
  options: RunOptions,
  cases: readonly FunctionalCase[],
  server: Pick<ServerTable, 'kind'>,
): void {
  if (kind === 'functional' && cases.length === 0) {
    refuse('body.cases', 'A functional run needs cases: write some, or generate them from the server.');
  }
  if ((kind === 'load' || kind === 'soak') && options.load === undefined) {
    refuse('body.options.load', `A ${kind} run needs a load profile: save a benchmark and run that.`);
  }
  if (kind === 'chaos') {
    const experiment = options.chaos ?? chaosExperimentSchema.parse({});
    const [issue] = findExperimentIssues(experiment, server);
    if (issue !== undefined) refuse(`body.options.chaos.${issue.path}`, `${capitalise(issue.message)}.`);
  }
}

function refuse(path: string, message: string): never {
  throw new LabError('invalid-input', message, { issues: [{ path, message }] });
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

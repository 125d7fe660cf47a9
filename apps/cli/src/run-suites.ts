import { noInputs, type SuiteFile } from '@mcp-lab/contracts';
import type { ConformanceOptions, RunDocument, SurfaceSnapshot } from '@mcp-lab/engine';
import {
  runConformance,
  runConsistency,
  runFunctional,
  runFuzz,
  runInterop,
  runOfficial,
  runProcess,
  runSecurity,
} from '@mcp-lab/engine/lazy-suites';
import { findSuite } from '@mcp-lab/engine/official/find-suite';
import { mergeRuns } from '@mcp-lab/engine/run/merge-runs';
import { childEnvironment } from '@mcp-lab/wire';
import type { SuiteName } from './suite-options.ts';
import { UsageError } from './usage-error.ts';

export interface SuitePlan {
  suites: readonly SuiteName[];
  suite: SuiteFile | undefined;
  suiteFile: string | undefined;
  /** Where the user installed the official suite. */
  officialSuite: string | undefined;
  /** For the security suite: what the server was when it was approved. */
  snapshot: SurfaceSnapshot | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

/** One suite after another, as one document. Throws UsageError where the official suite is asked for and not installed. */
export async function runSuites(run: ConformanceOptions, plan: SuitePlan): Promise<RunDocument> {
  const { suites, suite, suiteFile, environment } = plan;
  const official = suites.includes('official') ? requireOfficial(plan.officialSuite) : undefined;
  const settings = { ...run, inputs: run.inputs ?? noInputs };
  const runners: Record<SuiteName, () => Promise<RunDocument>> = {
    conformance: () => runConformance(run),
    functional: () => runFunctional({ ...run, cases: suite?.cases ?? [], suiteFile }),
    fuzz: () => runFuzz({ ...settings, suiteFile }),
    interop: () => runInterop(run),
    consistency: () => runConsistency({ ...settings, suiteFile }),
    process: () => runProcess({ ...settings, suiteFile, environment }),
    // The checks of clauses that are part of it are run once.
    security: () => runSecurity({ ...settings, snapshot: plan.snapshot, withChecks: !suites.includes('conformance') }),
    official: () =>
      runOfficial({ ...run, suite: official as NonNullable<typeof official>, env: childEnvironment(environment, {}) }),
  };
  let document: RunDocument | undefined;
  for (const name of suites) {
    const next = await runners[name]();
    document = document === undefined ? next : mergeRuns(document, next);
    if (next.summary.outcome === 'unreachable' || next.summary.cancelled) break;
  }
  if (document === undefined) throw new UsageError('There is no suite to run.');
  return document;
}

function requireOfficial(folder: string | undefined) {
  const found = findSuite(folder, process.cwd());
  if ('problem' in found) throw new UsageError(found.problem);
  return found;
}

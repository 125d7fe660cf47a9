import type { FuzzFailure, ResultGroup, SuiteFile } from '@mcp-lab/contracts';
import type { Result, RunDocument, SuiteSettings, SurfaceSnapshot } from '@mcp-lab/engine';
import {
  runConformance,
  runConsistency,
  runFunctional,
  runFuzz,
  runInterop,
  runProcess,
  runSecurity,
} from '@mcp-lab/engine/lazy-suites';
import { groupOfArea } from '@mcp-lab/engine/report/report-groups';

/** What is sent again: the failed results of one suite, and what the user told now. */
interface ReplayRequest {
  /** Chooses already, by `only` and `revisions`, what failed. */
  settings: SuiteSettings;
  failed: readonly Result[];
  suite: SuiteFile | undefined;
  suiteFile: string | undefined;
  /** For the security suite: what the server was when it was approved. */
  snapshot: SurfaceSnapshot | undefined;
}

type ReplaySuite = (request: ReplayRequest) => Promise<RunDocument>;

/** How each suite sends again what failed in it. What is not here is not judged, which is not fixed. */
export const replaySuites: Partial<Record<ResultGroup, ReplaySuite>> = {
  conformance: ({ settings }) => runConformance(settings),
  functional: ({ settings, suite, suiteFile }) => runFunctional({ ...settings, cases: suite?.cases ?? [], suiteFile }),
  fuzz: ({ settings, failed, suiteFile }) => runFuzz({ ...settings, suiteFile, regressions: callsOf(failed) }),
  interop: ({ settings }) => runInterop(settings),
  consistency: ({ settings, suiteFile }) => runConsistency({ ...settings, suiteFile }),
  process: ({ settings, suiteFile }) => runProcess({ ...settings, suiteFile }),
  // The checks of clauses are of the group of conformance, and sent again with it.
  'security-suite': ({ settings, snapshot }) => runSecurity({ ...settings, snapshot, withChecks: false }),
};

/** What is known to have broken something is sent first; then the same arguments are made up again from the same seed. */
function callsOf(failed: readonly Result[]): FuzzFailure['calls'][] {
  const labels = failed.flatMap(({ labels: list = [] }) => list);
  return labels.flatMap((label) => (label.kind === 'fuzz-failure' && label.calls.length > 0 ? [label.calls] : []));
}

/** Checks of quality are checks like the others: the same suite runs them. */
export function suiteGroupOf({ area }: Pick<Result, 'area'>): ResultGroup {
  const group = groupOfArea(area);
  return group === 'quality' ? 'conformance' : group;
}

import type { RunDocument } from '@mcp-lab/engine';
import { judgeTranscript } from '@mcp-lab/engine/check/judge-transcript';
import { loadChecks } from '@mcp-lab/engine/checks/load-checks';
import { compareRuns, type RunChange } from '@mcp-lab/engine/compare/compare-runs';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { CommandContext } from '../commands/command-context.ts';
import { exitCodeOf, type FailOn } from '../exit-codes.ts';

/** Judges the stored frames by the rules of this build and says what is different. The exit code is of the new verdicts. */
export async function judgeAgain(
  run: RunDocument,
  { json, failOn }: { json: boolean; failOn: FailOn },
  { terminal, version }: CommandContext,
): Promise<number> {
  // What the user left out stays out; what this build knows and that one did not is judged.
  const left = new Set(
    run.notRun.filter(({ why }) => why !== 'transport' && why !== 'revision').map((one) => one.checkId),
  );
  const checks = await loadChecks();
  const judgeable = checks.filter(({ id }) => !left.has(id));
  const results = await judgeTranscript(run, judgeable);
  const judged = new Set(results.map(({ id }) => id));
  const before = { ...run, results: run.results.filter(({ id }) => judged.has(id)) };
  const after: RunDocument = { ...run, results, tool: { ...run.tool, version } };
  const comparison = compareRuns(before, after);
  const leftOut = run.results.length - before.results.length;
  if (json) terminal.out(`${JSON.stringify({ results, comparison, leftOut }, null, 2)}\n`);
  else {
    const changes = Object.entries(comparison)
      .filter(([kind]) => kind !== 'still' && kind !== 'cautions')
      .flatMap(([kind, list]) => (list as RunChange[]).map((change) => describeChange(kind, change)));
    const { still } = comparison;
    const sum = [
      `${results.length} verdicts judged again by ${version}, ${changes.length} changed`,
      `${still.length} findings still there`,
      `${leftOut} left out: their checks need sessions of their own`,
    ].join('; ');
    terminal.out(`${[...changes, sum].join('\n')}\n`);
  }
  return exitCodeOf({ summary: { ...run.summary, outcome: 'findings', cancelled: false }, results }, failOn);
}

function describeChange(kind: string, { checkId, revision, base, head, why }: RunChange): string {
  const verdicts = `${base?.verdict ?? 'not judged'} -> ${head?.verdict ?? 'not judged'}`;
  const label = kind === 'onlyInHead' ? 'not judged before' : kind;
  return escapePeerText(`${label}: ${checkId} (${revision})  ${verdicts}: ${head?.reason ?? why ?? ''}`);
}

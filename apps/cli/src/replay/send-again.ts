import type { ResultGroup } from '@mcp-lab/contracts';
import type { Result, RunDocument, SuiteSettings } from '@mcp-lab/engine';
import { isFinding, isJudged } from '@mcp-lab/engine/compare/is-finding';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { CommandContext } from '../commands/command-context.ts';
import type { ReplayOptions } from '../commands/replay.ts';
import { counts, exitCodes, type FailOn } from '../exit-codes.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { loadSuite, toldInputs } from '../suite-options.ts';
import { parseTarget } from '../target-options.ts';
import { createProgress } from '../terminal/progress.ts';
import type { Style } from '../terminal/terminal.ts';
import { replaySuites, suiteGroupOf } from './replay-suites.ts';
import { restoreTarget } from './stored-target.ts';

type Fate = 'FIXED' | 'FAILED' | 'NOT JUDGED';
interface Replayed {
  fate: Fate;
  id: string;
  checkId: string;
  revision: string;
  before: string;
  now: string;
  reason: string;
}

/** Runs what failed again, suite by suite. 0 only where every failed check was judged and holds now; 4 where some could not be judged. */
export async function sendAgain(
  run: RunDocument,
  argv: string[],
  options: ReplayOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, environment, version, signal } = context;
  const target =
    argv.length > 0 || options.url !== undefined
      ? parseTarget(argv, options, environment)
      : restoreTarget(run, options, environment);
  const failOn: FailOn = options.failOn === 'warn' ? 'warn' : 'fail';
  const failed = run.results.filter(({ verdict }) => counts(verdict, failOn));
  if (failed.length === 0) {
    terminal.out(options.json ? '[]\n' : 'Nothing failed in this run: there is nothing to send again.\n');
    return exitCodes.passed;
  }
  const { transport } = run.profile;
  const { suiteFile } = options;
  const suite = suiteFile === undefined ? undefined : loadSuite(suiteFile, environment);
  const snapshot = options.snapshot === undefined ? undefined : readSnapshot(options.snapshot);
  const progress = createProgress(terminal);
  const settings: SuiteSettings = {
    target,
    seed: run.seed,
    toolVersion: version,
    signal,
    inputs: toldInputs(suite, false),
    transports: options.transport ? [options.transport] : transport === 'stdio' ? undefined : [transport],
    allowSideEffects: options.allowSideEffects,
    requestTimeoutMs: options.timeout * 1000,
    onProgress: (event) => progress.onEvent(event),
  };
  const again = new Map<ResultGroup, RunDocument>();
  for (const [group, ofGroup] of Map.groupBy(failed, suiteGroupOf)) {
    const chosen = {
      ...settings,
      only: [...new Set(ofGroup.map(({ checkId }) => checkId))],
      revisions: [...new Set(ofGroup.map(({ revision }) => revision))],
    };
    const document = await replaySuites[group]?.({ settings: chosen, failed: ofGroup, suite, suiteFile, snapshot });
    if (document === undefined) continue;
    again.set(group, document);
    if (document.summary.outcome === 'unreachable' || document.summary.cancelled) break;
  }
  progress.end();
  const replayed = failed.map((before) => judge(before, again.get(suiteGroupOf(before))));
  terminal.out(options.json ? `${JSON.stringify(replayed, null, 2)}\n` : describe(replayed, terminal.outStyle));
  const summaries = [...again.values()].map(({ summary }) => summary);
  if (summaries.some(({ cancelled }) => cancelled)) return exitCodes.interrupted;
  const unreachable = summaries.find(({ outcome }) => outcome === 'unreachable');
  if (unreachable !== undefined) {
    terminal.err(`${escapePeerText([unreachable.reason, unreachable.hint].filter(Boolean).join(' '))}\n`);
    return exitCodes.unreachable;
  }
  if (replayed.some(({ fate }) => fate === 'FAILED')) return exitCodes.findings;
  return replayed.every(({ fate }) => fate === 'FIXED') ? exitCodes.passed : exitCodes.incomplete;
}

/** The transport may be another than before where another server was named, so it is not compared. */
function judge(before: Result, again: RunDocument | undefined): Replayed {
  const { id, checkId, revision } = before;
  if (again === undefined) {
    const reason = `nothing of the suite ${suiteGroupOf(before)} was sent again: run it with mcp-lab test`;
    return { id, checkId, revision, before: before.verdict, fate: 'NOT JUDGED', now: 'not run', reason };
  }
  const now = again.results.find((result) => result.checkId === checkId && result.revision === revision);
  const left = again.notRun.find((entry) => entry.checkId === checkId);
  const about = { id, checkId, revision, before: before.verdict };
  if (now === undefined) {
    const reason = left ? `not run: ${left.why}` : 'this build or this server does not have it';
    return { ...about, fate: 'NOT JUDGED', now: 'not run', reason };
  }
  const fate = isFinding(now.verdict) ? 'FAILED' : isJudged(now.verdict) ? 'FIXED' : 'NOT JUDGED';
  return { ...about, fate, now: now.verdict, reason: now.reason };
}

function describe(replayed: readonly Replayed[], style: Style): string {
  const colours = { FIXED: style.green, FAILED: style.red, 'NOT JUDGED': style.yellow };
  const rows = replayed.flatMap(({ fate, checkId, revision, before, now, reason }) => [
    `${colours[fate](fate)} ${escapePeerText(`${checkId} (${revision})  ${before} -> ${now}`)}`,
    `    ${escapePeerText(reason)}`,
  ]);
  const count = (fate: Fate) => replayed.filter((one) => one.fate === fate).length;
  const sum = `${count('FIXED')} fixed, ${count('FAILED')} failed, ${count('NOT JUDGED')} not judged`;
  return `${[...rows, sum].join('\n')}\n`;
}

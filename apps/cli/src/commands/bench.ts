import { plannedLoadSeconds } from '@mcp-lab/contracts';
import type { RunDocument } from '@mcp-lab/engine';
import { runLoad } from '@mcp-lab/engine/load/run-load';
import type { Command } from 'commander';
import { buildProfile } from '../bench/build-profile.ts';
import { addLoadOptions, type LoadOptions } from '../bench/load-options.ts';
import { createLoadProgress } from '../bench/load-progress.ts';
import { showLoad } from '../bench/show-load.ts';
import { exitCodeOf, exitCodes, type FailOn } from '../exit-codes.ts';
import { addMeasuredRunOptions, type MeasuredRunOptions, measuredRunSettings } from '../measured-run.ts';
import { isPrettyShown, selectReports } from '../reporters/report-options.ts';
import { ensureReportsWritable, writeReports } from '../reporters/write-reports.ts';
import { parseSuiteTarget, requireNoChoice } from '../suite-options.ts';
import { addTargetOptions } from '../target-options.ts';
import { createProgress } from '../terminal/progress.ts';
import type { CommandContext } from './command-context.ts';

interface BenchOptions extends MeasuredRunOptions, LoadOptions {}

export function addBenchCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('bench')
    .description('put load on a server and measure it: exit code 99 where a threshold was crossed');
  addLoadOptions(command);
  addMeasuredRunOptions(command, {
    suiteFile: 'what only you know about the server: tools that may be called, headers, sign-in, load:',
    maxRun: 'end it after this time (default: as long as the load takes)',
    seed: 'repeat a run with the same order of calls',
    results: 'checks',
  });
  addTargetOptions(command).action(async (argv: string[], options: BenchOptions) => {
    const isTimeoutTold = command.getOptionValueSource('timeout') === 'cli';
    context.exit(await runBench(argv, options, isTimeoutTold, context));
  });
}

async function runBench(
  argv: string[],
  options: BenchOptions,
  isTimeoutTold: boolean,
  context: CommandContext,
): Promise<number> {
  const { terminal, environment } = context;
  const chosen = buildProfile(options, context.argv, environment);
  const { suite } = chosen;
  const suiteFile = options.suiteFile ?? options.profile;
  requireNoChoice(suite, suiteFile);
  const load = isTimeoutTold ? { ...chosen.profile, requestTimeoutMs: options.timeout * 1000 } : chosen.profile;
  const selection = selectReports(options);
  const target = parseSuiteTarget(argv, options, suite, suiteFile, environment);
  ensureReportsWritable(selection);
  const steps = createProgress(terminal);
  const progress = createLoadProgress(terminal, plannedLoadSeconds(load));
  const document = await runLoad({
    ...(await measuredRunSettings(target, options, suite, context)),
    load,
    kind: chosen.kind,
    requestTimeoutMs: options.timeout * 1000,
    onProgress: (event) => (event.type === 'discovered' ? steps.onEvent(event) : undefined),
    onTick: (tick) => progress.onTick(tick),
  });
  progress.end();
  steps.end();
  writeReports(document, {}, selection, context);
  if (isPrettyShown(selection) && document.load !== undefined) {
    terminal.out(showLoad(document.load, { style: terminal.outStyle, columns: terminal.outColumns }));
  }
  return exitCodeOfLoad(document, options.failOn);
}

/** As k6 has it, a crossed threshold has an exit code of its own. */
function exitCodeOfLoad(document: RunDocument, failOn: FailOn): number {
  const usual = exitCodeOf(document, failOn);
  if (usual === exitCodes.interrupted || usual === exitCodes.unreachable || failOn === 'never') return usual;
  const isCrossed = document.load?.thresholds.some(({ ok }) => ok === false) ?? false;
  return isCrossed ? exitCodes.thresholdCrossed : usual;
}

import { type ChaosExperiment, chaosExperimentSchema, type SuiteFile } from '@mcp-lab/contracts';
import { findExperimentIssues } from '@mcp-lab/engine/chaos/find-experiment-issues';
import { readExperiment } from '@mcp-lab/engine/chaos/read-experiment';
import { runChaos } from '@mcp-lab/engine/chaos/run-chaos';
import { FaultError } from '@mcp-lab/engine/proxy/fault-error';
import type { Command } from 'commander';
import { createChaosProgress } from '../chaos/chaos-progress.ts';
import { showChaos } from '../chaos/show-chaos.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { addFaultOptions, type FaultOptions, faultsOf } from '../fault-options.ts';
import { readText } from '../files.ts';
import { addMeasuredRunOptions, type MeasuredRunOptions, measuredRunSettings } from '../measured-run.ts';
import { parsePositive } from '../number-options.ts';
import { isPrettyShown, selectReports } from '../reporters/report-options.ts';
import { ensureReportsWritable, writeReports } from '../reporters/write-reports.ts';
import { loadSuite, parseSuiteTarget } from '../suite-options.ts';
import { addTargetOptions, collectWith, parseSeconds } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface ChaosOptions extends MeasuredRunOptions, FaultOptions {
  mine: boolean;
  experiment?: string;
  steady: string[];
  during: string[];
  seconds?: number;
  rate?: number;
  vus?: number;
  recoveryLimit?: number;
  only: string[];
  skip: string[];
}

export function addChaosCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('chaos')
    .description(
      'bring about faults under a small load and see whether the server lives, recovers and does nothing twice',
    )
    .option('--mine', 'the server behind --url is yours to break', false)
    .option('--experiment <file>', 'YAML or JSON: load, hypothesis and faults; also the text of one, from { to }');
  addFaultOptions(command)
    .option(
      "--steady <'metric: expression'>",
      'holds before and again after each fault; repeatable',
      collectWith(String),
      [],
    )
    .option("--during <'metric: expression'>", 'holds while a fault is on; repeatable', collectWith(String), [])
    .option('--seconds <n>', 'how long a fault is on that does not say so itself', parseSeconds)
    .option('--rate <n>', 'calls per second', parsePositive)
    .option('--vus <n>', 'in place of a rate: so many users, each with one call at a time', parsePositive)
    .option('--recovery-limit <seconds>', 'within this the hypothesis has to hold again', parseSeconds)
    .option(
      '--only <pattern>',
      'only results whose id matches, such as chaos:kill:*; repeatable',
      collectWith(String),
      [],
    )
    .option('--skip <pattern>', 'leave these out; repeatable', collectWith(String), []);
  addMeasuredRunOptions(command, {
    suiteFile: 'what only you know about the server: what may be called, what writes and reads back',
    maxRun: 'end it after this time (default: as long as it takes)',
    seed: 'repeat a run with the same random choices',
    results: 'results',
  });
  addTargetOptions(command).action(async (argv: string[], options: ChaosOptions) => {
    const timeoutMs = command.getOptionValueSource('timeout') === 'cli' ? options.timeout * 1000 : undefined;
    context.exit(await performChaos(argv, options, timeoutMs, context));
  });
}

async function performChaos(
  argv: string[],
  options: ChaosOptions,
  timeoutMs: number | undefined,
  context: CommandContext,
): Promise<number> {
  const { terminal, environment } = context;
  const suite = options.suiteFile === undefined ? undefined : loadSuite(options.suiteFile, environment);
  const target = parseSuiteTarget(argv, options, suite, options.suiteFile, environment);
  const experiment = experimentOf(options, timeoutMs, suite);
  const issues = findExperimentIssues(experiment, target);
  if (issues.length > 0) throw new UsageError(issues.map(({ path, message }) => `${path}: ${message}.`).join('\n'));
  const selection = selectReports(options);
  ensureReportsWritable(selection);
  const progress = createChaosProgress(terminal);
  const document = await runChaos({
    ...(await measuredRunSettings(target, options, suite, context)),
    experiment,
    only: options.only.length > 0 ? options.only : suite?.only,
    skip: options.skip,
    onPlan: (plan) => progress.onPlan(plan),
    onTick: (tick) => progress.onTick(tick),
    onProgress: (event) => progress.onEvent(event),
  });
  progress.end();
  writeReports(document, {}, selection, context);
  if (isPrettyShown(selection) && document.chaos !== undefined) {
    terminal.out(showChaos(document.chaos, terminal.outStyle));
  }
  return exitCodeOf(document, options.failOn);
}

/** What the command line says wins over the file, and that over the suite file. */
function experimentOf(
  options: ChaosOptions,
  timeoutMs: number | undefined,
  suite: SuiteFile | undefined,
): ChaosExperiment {
  const base = options.experiment === undefined ? suite?.chaos : readGiven(options.experiment);
  const faults = faultsOf(options);
  const told = {
    ...base,
    ...(options.mine ? { mine: true } : {}),
    ...(faults.length > 0 ? { faults } : {}),
    ...(options.steady.length > 0 ? { steady: options.steady } : {}),
    ...(options.during.length > 0 ? { during: options.during } : {}),
    ...(options.seconds === undefined ? {} : { seconds: options.seconds }),
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    ...(options.vus === undefined ? {} : { vus: options.vus }),
    ...(options.recoveryLimit === undefined ? {} : { recoverySeconds: options.recoveryLimit }),
    ...(timeoutMs === undefined ? {} : { requestTimeoutMs: timeoutMs }),
  };
  const parsed = chaosExperimentSchema.safeParse(told);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('\n'),
  );
}

function readGiven(given: string): ChaosExperiment {
  const isText = given.trimStart().startsWith('{');
  try {
    return readExperiment(isText ? given : readText(given));
  } catch (error) {
    if (error instanceof FaultError) throw new UsageError(`${isText ? '--experiment' : given}: ${error.message}`);
    throw error;
  }
}

import { type ChaosExperiment, chaosExperimentSchema, inputsOf, noInputs, type SuiteFile } from '@mcp-lab/contracts';
import { FaultError, findExperimentIssues, readExperiment, runChaos } from '@mcp-lab/engine';
import type { Revision } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createChaosProgress } from '../chaos/chaos-progress.ts';
import { showChaos } from '../chaos/show-chaos.ts';
import { exitCodeOf, type FailOn, failOnLevels } from '../exit-codes.ts';
import { addFaultOptions, type FaultOptions, faultsOf } from '../fault-options.ts';
import { readText } from '../files.ts';
import { parseReporter, type ReporterChoice, reporterNames } from '../reporters/reporter-choice.ts';
import { ensureReportsWritable, writeReports } from '../reporters/write-reports.ts';
import { signIn } from '../sign-in.ts';
import { loadSuite, withSuiteTarget } from '../suite-options.ts';
import {
  addTargetOptions,
  collectWith,
  parseRevision,
  parseSeconds,
  parseSeed,
  parseTarget,
  type TargetOptions,
} from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface ChaosOptions extends TargetOptions, FaultOptions {
  mine: boolean;
  experiment?: string;
  suiteFile?: string;
  steady: string[];
  during: string[];
  seconds?: number;
  rate?: number;
  vus?: number;
  recoveryLimit?: number;
  revision: Revision[];
  allowAnyTool: boolean;
  only: string[];
  skip: string[];
  maxRun?: number;
  seed?: number;
  failOn: FailOn;
  reporter: ReporterChoice[];
  json: boolean;
  verbose: boolean;
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
    .option('--rate <n>', 'calls per second', parseRate)
    .option('--vus <n>', 'in place of a rate: so many users, each with one call at a time', parseRate)
    .option('--recovery-limit <seconds>', 'within this the hypothesis has to hold again', parseSeconds)
    .option(
      '--suite-file <file>',
      'what only you know about the server: what may be called, what writes and reads back',
    )
    .option(
      '--revision <date>',
      'this protocol revision; default: the newest it speaks',
      collectWith(parseRevision),
      [],
    )
    .option('--allow-any-tool', 'call tools that do not declare readOnlyHint, too', false)
    .option(
      '--only <pattern>',
      'only results whose id matches, such as chaos:kill:*; repeatable',
      collectWith(String),
      [],
    )
    .option('--skip <pattern>', 'leave these out; repeatable', collectWith(String), [])
    .option('--max-run <seconds>', 'end it after this time (default: as long as it takes)', parseSeconds)
    .option('--seed <n>', 'repeat a run with the same random choices', parseSeed)
    .addOption(new Option('--fail-on <level>', 'which verdicts make exit code 1').choices(failOnLevels).default('fail'))
    .option('--reporter <name>', `${reporterNames}; repeatable`, collectWith(parseReporter), [])
    .option('--json', 'the run as JSON on standard output, nothing else there', false)
    .option('--verbose', 'list passed and skipped results too', false);
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
  const target = targetOf(argv, options, context, suite);
  const experiment = experimentOf(options, timeoutMs, suite);
  const issues = findExperimentIssues(experiment, target);
  if (issues.length > 0) throw new UsageError(issues.map(({ path, message }) => `${path}: ${message}.`).join('\n'));
  const selection = { reporters: options.reporter, json: options.json, verbose: options.verbose };
  ensureReportsWritable(selection);
  const inputs = suite === undefined ? noInputs : inputsOf(suite);
  const transport = options.transport ?? suite?.transport;
  const progress = createChaosProgress(terminal);
  const document = await runChaos({
    ...(await signIn(target, suite?.auth, context)),
    experiment,
    seed: options.seed ?? context.randomSeed(),
    toolVersion: context.version,
    signal: context.signal,
    only: options.only,
    skip: options.skip,
    revisions: options.revision.length > 0 ? options.revision : undefined,
    transports: transport === undefined ? undefined : [transport],
    inputs: options.allowAnyTool ? { ...inputs, allow: { ...inputs.allow, anyTool: true } } : inputs,
    maxRunMs: options.maxRun === undefined ? undefined : options.maxRun * 1000,
    onPlan: (plan) => progress.onPlan(plan),
    onTick: (tick) => progress.onTick(tick),
    onProgress: (event) => progress.onEvent(event),
  });
  progress.end();
  writeReports(document, {}, selection, context);
  const isShown =
    !options.json && (options.reporter.length === 0 || options.reporter.some(({ name }) => name === 'pretty'));
  if (isShown && document.chaos !== undefined) terminal.out(showChaos(document.chaos, terminal.outStyle));
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

function targetOf(
  argv: string[],
  options: ChaosOptions,
  { environment }: CommandContext,
  suite: SuiteFile | undefined,
) {
  if (suite === undefined) return parseTarget(argv, options, environment);
  const merged = withSuiteTarget(argv, options, suite, options.suiteFile ?? '');
  const target = parseTarget(merged.argv, merged.options, environment);
  return target.kind === 'stdio' && merged.cwd !== undefined ? { ...target, cwd: merged.cwd } : target;
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0)) throw new InvalidArgumentError('A number above 0.');
  return rate;
}

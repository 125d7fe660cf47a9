import { inputsOf, type OAuthInput, type SuiteFile } from '@mcp-lab/contracts';
import type { ConformanceOptions } from '@mcp-lab/engine';
import type { Revision } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodeOf } from '../exit-codes.ts';
import { integerBetween } from '../number-options.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { type BaselineOptions, openBaselines } from '../reporters/baseline-files.ts';
import { addReportOptions, type ReportOptions, selectReports } from '../reporters/report-options.ts';
import { ensureReportsWritable, writeReports } from '../reporters/write-reports.ts';
import { runSuites } from '../run-suites.ts';
import { signIn } from '../sign-in.ts';
import {
  chooseRevisions,
  chooseSuites,
  loadSuite,
  parseSuiteTarget,
  type SuiteName,
  suiteNames,
} from '../suite-options.ts';
import {
  addTargetOptions,
  collectWith,
  parseRevision,
  parseSeconds,
  parseSeed,
  type TargetOptions,
} from '../target-options.ts';
import { createProgress } from '../terminal/progress.ts';
import type { CommandContext } from './command-context.ts';

interface TestOptions extends TargetOptions, ReportOptions, BaselineOptions {
  only: string[];
  skip: string[];
  revision: Revision[];
  allowSideEffects: boolean;
  concurrency: number;
  maxRun: number;
  seed?: number;
  suite: (SuiteName | 'all')[];
  suiteFile?: string;
  officialSuite?: string;
  snapshot?: string;
  login: boolean;
}

export function addTestCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('test')
    .description('run the conformance checks, your functional cases, or what stands around them, against a server')
    .option('--suite <name>', `${suiteNames.join(', ')}, or all; repeatable`, collectWith(parseSuite), [])
    .option('--suite-file <file>', 'YAML or JSON: cases, timeouts, headers and what only you know about the server')
    .option(
      '--official-suite <dir>',
      'for --suite official: the folder in which you installed the official conformance suite',
    )
    .option(
      '--snapshot <file>',
      'for --suite security: what the server was, as mcp-lab inspect --save-snapshot wrote it',
    )
    .option(
      '--only <pattern>',
      'only checks whose id matches, * stands for anything; repeatable',
      collectWith(String),
      [],
    )
    .option('--skip <pattern>', 'leave these checks out; repeatable', collectWith(String), [])
    .option('--revision <date>', 'only this protocol revision; repeatable', collectWith(parseRevision), [])
    .option('--login', 'sign in by OAuth in a browser first (--url only)', false)
    .option('--allow-side-effects', 'also run checks that may change the state of the server', false)
    .option('--concurrency <n>', 'checks side by side', integerBetween(1, 64), 8)
    .option('--max-run <seconds>', 'end the whole run after this time', parseSeconds, 300)
    .option('--seed <n>', 'repeat a run with the same random choices', parseSeed)
    .option(
      '--baseline <file>',
      'accept the findings that this file names; an entry that no longer occurs is a finding',
    )
    .option(
      '--write-baseline <file>',
      'write a baseline (JSON, or YAML by its ending) that accepts what this run finds',
    );
  addReportOptions(command, 'checks');
  addTargetOptions(command).action(async (argv: string[], options: TestOptions) => {
    const file = options.suiteFile;
    const suite = file === undefined ? undefined : loadSuite(file, context.environment);
    const fill = <T>(name: keyof TestOptions & string, given: T, fallback: T | undefined): T =>
      command.getOptionValueSource(name) === 'cli' ? given : (fallback ?? given);
    const timeouts = suite?.timeouts ?? {};
    const filled = {
      ...options,
      timeout: fill('timeout', options.timeout, secondsOf(timeouts.requestMs)),
      maxRun: fill('maxRun', options.maxRun, secondsOf(timeouts.runMs)),
      only: fill('only', options.only, suite?.only),
    };
    context.exit(await runTest(argv, filled, context, suite));
  });
}

async function runTest(
  argv: string[],
  options: TestOptions,
  context: CommandContext,
  suite: SuiteFile | undefined,
): Promise<number> {
  const { terminal } = context;
  const suites = chooseSuites(options.suite, suite);
  const snapshot = options.snapshot === undefined ? undefined : readSnapshot(options.snapshot);
  const progress = createProgress(terminal);
  const run: ConformanceOptions = {
    ...(await signIn(
      parseSuiteTarget(argv, options, suite, options.suiteFile, context.environment),
      authOf(options, suite),
      context,
    )),
    seed: options.seed ?? context.randomSeed(),
    toolVersion: context.version,
    signal: context.signal,
    only: options.only,
    skip: options.skip,
    revisions: chooseRevisions(options.revision, suite),
    transports: transportOf(options, suite),
    inputs: suite === undefined ? undefined : inputsOf(suite),
    checkTimeoutMs: suite?.timeouts.checkMs,
    allowSideEffects: options.allowSideEffects,
    concurrency: options.concurrency,
    requestTimeoutMs: options.timeout * 1000,
    maxRunMs: options.maxRun * 1000,
    onProgress: (event) => progress.onEvent(event),
  };
  const selection = selectReports(options);
  ensureReportsWritable(selection);
  const baselines = openBaselines(options, (text) => terminal.err(text));
  const document = await runSuites(run, {
    suites,
    suite,
    suiteFile: options.suiteFile,
    officialSuite: options.officialSuite,
    snapshot,
    environment: context.environment,
  });
  progress.end();
  const baseline = baselines.apply(document);
  writeReports(document, { baseline }, selection, context);
  return exitCodeOf(document, options.failOn, baseline);
}

function authOf({ login }: TestOptions, suite: SuiteFile | undefined): OAuthInput | undefined {
  return login ? { type: 'authorization-code', redirectPort: 0 } : suite?.auth;
}

function transportOf({ transport }: TestOptions, suite: SuiteFile | undefined) {
  const only = transport ?? suite?.transport;
  return only === undefined ? undefined : [only];
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

function parseSuite(text: string): SuiteName | 'all' {
  if (text === 'all') return text;
  const suite = suiteNames.find((known) => known === text);
  if (suite === undefined) throw new InvalidArgumentError(`Known suites: ${suiteNames.join(', ')}, all.`);
  return suite;
}

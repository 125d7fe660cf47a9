import { writeFileSync } from 'node:fs';
import { type ConformanceOptions, runConformance } from '@mcp-lab/engine';
import type { Revision } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodeOf, type FailOn, failOnLevels } from '../exit-codes.ts';
import { reportJson } from '../reporters/json.ts';
import { reportPretty } from '../reporters/pretty.ts';
import {
  addTargetOptions,
  collectWith,
  parseRevision,
  parseSeconds,
  parseTarget,
  type TargetOptions,
} from '../target-options.ts';
import { createProgress } from '../terminal/progress.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface TestOptions extends TargetOptions {
  only: string[];
  skip: string[];
  revision: Revision[];
  allowSideEffects: boolean;
  concurrency: number;
  maxRun: number;
  seed?: number;
  failOn: FailOn;
  reporter: ReporterChoice[];
  json: boolean;
  verbose: boolean;
}

type ReporterChoice = { name: 'pretty' } | { name: 'json'; file: string };

export function addTestCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('test')
    .description('run the conformance checks against a server')
    .option(
      '--only <pattern>',
      'only checks whose id matches, * stands for anything; repeatable',
      collectWith(String),
      [],
    )
    .option('--skip <pattern>', 'leave these checks out; repeatable', collectWith(String), [])
    .option('--revision <date>', 'only this protocol revision; repeatable', collectWith(parseRevision), [])
    .option('--allow-side-effects', 'also run checks that may change the state of the server', false)
    .option('--concurrency <n>', 'checks side by side', parseConcurrency, 4)
    .option('--max-run <seconds>', 'end the whole run after this time', parseSeconds, 300)
    .option('--seed <n>', 'repeat a run with the same random choices', parseSeed)
    .addOption(new Option('--fail-on <level>', 'which verdicts make exit code 1').choices(failOnLevels).default('fail'))
    .option('--reporter <name>', 'pretty, or json=FILE; repeatable', collectWith(parseReporter), [])
    .option('--json', 'the run as JSON on standard output, nothing else there', false)
    .option('--verbose', 'list passed and skipped checks too', false);
  addTargetOptions(command).action(async (argv: string[], options: TestOptions) => {
    context.exit(await runTest(argv, options, context));
  });
}

async function runTest(argv: string[], options: TestOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const progress = createProgress(terminal);
  const run: ConformanceOptions = {
    target: parseTarget(argv, options, context.environment),
    seed: options.seed ?? context.randomSeed(),
    toolVersion: context.version,
    signal: context.signal,
    only: options.only,
    skip: options.skip,
    revisions: options.revision.length > 0 ? options.revision : undefined,
    transports: options.transport ? [options.transport] : undefined,
    allowSideEffects: options.allowSideEffects,
    concurrency: options.concurrency,
    requestTimeoutMs: options.timeout * 1000,
    maxRunMs: options.maxRun * 1000,
    onProgress: (event) => progress.onEvent(event),
  };
  // A file that cannot be written is told before the run, not after it.
  for (const reporter of options.reporter) if (reporter.name === 'json') writeReport(reporter.file, '');
  const document = await runConformance(run);
  progress.end();
  for (const reporter of options.reporter) {
    if (reporter.name === 'json') writeReport(reporter.file, reportJson(document));
  }
  const prettyAsked = options.reporter.length === 0 || options.reporter.some((reporter) => reporter.name === 'pretty');
  if (options.json) terminal.out(reportJson(document));
  else if (prettyAsked)
    terminal.out(
      reportPretty(document, { style: terminal.outStyle, verbose: options.verbose, columns: terminal.outColumns }),
    );
  return exitCodeOf(document.summary, options.failOn);
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new InvalidArgumentError('An integer from 0 to 4294967295.');
  return seed;
}

function parseConcurrency(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new InvalidArgumentError('An integer from 1 to 64.');
  return count;
}

function parseReporter(text: string): ReporterChoice {
  if (text === 'pretty') return { name: 'pretty' };
  const file = /^json=(.+)$/s.exec(text)?.[1];
  if (file === undefined) throw new InvalidArgumentError('Write pretty, or json=FILE.');
  return { name: 'json', file };
}

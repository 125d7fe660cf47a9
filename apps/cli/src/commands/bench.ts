import { inputsOf, noInputs, plannedLoadSeconds, type SuiteFile } from '@mcp-lab/contracts';
import { type RunDocument, runLoad } from '@mcp-lab/engine';
import type { Revision } from '@mcp-lab/wire';
import { type Command, Option } from 'commander';
import { buildProfile } from '../bench/build-profile.ts';
import { addLoadOptions, type LoadOptions } from '../bench/load-options.ts';
import { createLoadProgress } from '../bench/load-progress.ts';
import { showLoad } from '../bench/show-load.ts';
import { exitCodeOf, exitCodes, type FailOn, failOnLevels } from '../exit-codes.ts';
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
import { createProgress } from '../terminal/progress.ts';
import type { CommandContext } from './command-context.ts';

interface BenchOptions extends TargetOptions, LoadOptions {
  suiteFile?: string;
  revision: Revision[];
  allowAnyTool: boolean;
  maxRun?: number;
  seed?: number;
  failOn: FailOn;
  reporter: ReporterChoice[];
  json: boolean;
  verbose: boolean;
}

export function addBenchCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('bench')
    .description('put load on a server and measure it: exit code 99 where a threshold was crossed');
  addLoadOptions(command)
    .option('--suite-file <file>', 'what only you know about the server: tools that may be called, headers, sign-in')
    .option(
      '--revision <date>',
      'this protocol revision; default: the newest it speaks',
      collectWith(parseRevision),
      [],
    )
    .option('--allow-any-tool', 'call tools that do not declare readOnlyHint, too', false)
    .option('--max-run <seconds>', 'end it after this time (default: as long as the load takes)', parseSeconds)
    .option('--seed <n>', 'repeat a run with the same order of calls', parseSeed)
    .addOption(new Option('--fail-on <level>', 'which verdicts make exit code 1').choices(failOnLevels).default('fail'))
    .option('--reporter <name>', `${reporterNames}; repeatable`, collectWith(parseReporter), [])
    .option('--json', 'the run as JSON on standard output, nothing else there', false)
    .option('--verbose', 'list passed and skipped checks too', false);
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
  const suite = options.suiteFile === undefined ? chosen.suite : loadSuite(options.suiteFile, environment);
  const load = isTimeoutTold ? { ...chosen.profile, requestTimeoutMs: options.timeout * 1000 } : chosen.profile;
  const selection = { reporters: options.reporter, json: options.json, verbose: options.verbose };
  const target = targetOf(argv, options, context, suite);
  ensureReportsWritable(selection);
  const inputs = suite === undefined ? noInputs : inputsOf(suite);
  const transport = options.transport ?? suite?.transport;
  const steps = createProgress(terminal);
  const progress = createLoadProgress(terminal, plannedLoadSeconds(load));
  const document = await runLoad({
    ...(await signIn(target, suite?.auth, context)),
    load,
    kind: chosen.kind,
    seed: options.seed ?? context.randomSeed(),
    toolVersion: context.version,
    signal: context.signal,
    revisions: options.revision.length > 0 ? options.revision : undefined,
    transports: transport === undefined ? undefined : [transport],
    inputs: options.allowAnyTool ? { ...inputs, allow: { ...inputs.allow, anyTool: true } } : inputs,
    requestTimeoutMs: options.timeout * 1000,
    maxRunMs: options.maxRun === undefined ? undefined : options.maxRun * 1000,
    onProgress: (event) => (event.type === 'discovered' ? steps.onEvent(event) : undefined),
    onTick: (tick) => progress.onTick(tick),
  });
  progress.end();
  steps.end();
  writeReports(document, {}, selection, context);
  const isShown =
    !options.json && (options.reporter.length === 0 || options.reporter.some(({ name }) => name === 'pretty'));
  if (isShown && document.load !== undefined) {
    terminal.out(showLoad(document.load, { style: terminal.outStyle, columns: terminal.outColumns }));
  }
  return exitCodeOfLoad(document, options.failOn);
}

function targetOf(
  argv: string[],
  options: BenchOptions,
  { environment }: CommandContext,
  suite: SuiteFile | undefined,
) {
  if (suite === undefined) return parseTarget(argv, options, environment);
  const merged = withSuiteTarget(argv, options, suite, options.suiteFile ?? options.profile ?? '');
  const target = parseTarget(merged.argv, merged.options, environment);
  return target.kind === 'stdio' && merged.cwd !== undefined ? { ...target, cwd: merged.cwd } : target;
}

/** As k6 has it, a crossed threshold has an exit code of its own. */
function exitCodeOfLoad(document: RunDocument, failOn: FailOn): number {
  const usual = exitCodeOf(document, failOn);
  if (usual === exitCodes.interrupted || usual === exitCodes.unreachable || failOn === 'never') return usual;
  const isCrossed = document.load?.thresholds.some(({ ok }) => ok === false) ?? false;
  return isCrossed ? exitCodes.thresholdCrossed : usual;
}

import type { BenchmarkComparison } from '@mcp-lab/contracts';
import type { CompareOptions as CompareSettings, InterleavedRuns } from '@mcp-lab/engine';
import { compareReports } from '@mcp-lab/engine/benchmark/compare-reports';
import type { Revision } from '@mcp-lab/wire';
import { type Command, InvalidArgumentError } from 'commander';
import { buildProfile } from '../bench/build-profile.ts';
import { addLoadOptions, type LoadOptions } from '../bench/load-options.ts';
import { measurePairs } from '../compare/measure-pairs.ts';
import { addOtherOptions, isOtherTold, type OtherOptions, otherTarget } from '../compare/other-target.ts';
import { readLoadReports } from '../compare/read-load-reports.ts';
import { showComparison } from '../compare/show-comparison.ts';
import { exitCodes } from '../exit-codes.ts';
import { integerBetween } from '../number-options.ts';
import { chooseRevisions, requireNoChoice } from '../suite-options.ts';
import {
  addTargetOptions,
  collectWith,
  parseRevision,
  parseSeed,
  parseTarget,
  type TargetOptions,
} from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface CompareOptions extends TargetOptions, LoadOptions, OtherOptions {
  base?: string[];
  head?: string[];
  pairs: number;
  margin: number;
  suiteFile?: string;
  revision: Revision[];
  allowAnyTool: boolean;
  seed?: number;
  saveRuns?: string;
  json: boolean;
}

export function addCompareCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('compare')
    .description('whether one server is faster than another, or than it was: exit code 1 where something is worse')
    .option('--base <files...>', 'stored runs to compare with: files that mcp-lab bench --reporter json=FILE wrote')
    .option('--head <files...>', 'stored runs that are judged');
  addOtherOptions(command)
    .option('--pairs <n>', 'how often both are measured in turn', integerBetween(1, 200), 20)
    .option('--margin <percent>', 'a change that is smaller does not matter', parseMargin, 5)
    .option('--save-runs <folder>', 'write each measured run there');
  addLoadOptions(command)
    .option('--suite-file <file>', 'what only you know about the servers: tools that may be called, sign-in, load:')
    .option('--revision <date>', 'this protocol revision; default: the newest', collectWith(parseRevision), [])
    .option('--allow-any-tool', 'call tools that do not declare readOnlyHint, too', false)
    .option('--seed <n>', 'repeat it with the same order of pairs and of calls', parseSeed)
    .option('--json', 'the comparison as JSON on standard output, nothing else there', false);
  addTargetOptions(command).action(async (argv: string[], options: CompareOptions) => {
    const isTimeoutTold = command.getOptionValueSource('timeout') === 'cli';
    context.exit(await runCompare(argv, options, isTimeoutTold, context));
  });
}

async function runCompare(
  argv: string[],
  options: CompareOptions,
  isTimeoutTold: boolean,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const seed = options.seed ?? context.randomSeed();
  const settings = { margin: options.margin / 100, seed };
  const isStored = options.base !== undefined || options.head !== undefined;
  const { comparison, endedEarly } = isStored
    ? { comparison: compareFiles(argv, options, settings), endedEarly: null }
    : await compareLive(argv, options, settings, isTimeoutTold, context);
  terminal.out(
    options.json
      ? `${JSON.stringify(comparison, null, 2)}\n`
      : showComparison(comparison, { style: terminal.outStyle, columns: terminal.outColumns }),
  );
  return exitCodeOf(comparison, endedEarly);
}

function compareFiles(
  argv: string[],
  options: CompareOptions,
  settings: Omit<CompareSettings, 'method'>,
): BenchmarkComparison {
  const { base, head } = options;
  if (base === undefined || head === undefined) {
    throw new UsageError('Give stored runs of both sides: mcp-lab compare --base old-*.json --head new-*.json');
  }
  if (Math.max(base.length, head.length) > 1_000) throw new UsageError('At most 1,000 stored runs of a side.');
  if (argv.length > 0 || options.url !== undefined || isOtherTold(options)) {
    throw new UsageError('Stored runs are compared with stored runs: leave the servers out.');
  }
  return compareReports(readLoadReports(base), readLoadReports(head), { ...settings, method: 'histories' });
}

async function compareLive(
  argv: string[],
  options: CompareOptions,
  settings: Omit<CompareSettings, 'method'> & { seed: number },
  isTimeoutTold: boolean,
  context: CommandContext,
): Promise<{ comparison: BenchmarkComparison; endedEarly: InterleavedRuns['endedEarly'] }> {
  const { environment } = context;
  if (!isOtherTold(options)) {
    throw new UsageError(
      'Name the other server with --and-url, --and-command or --and-env, or give stored runs with --base and --head.',
    );
  }
  if (options.soak) throw new UsageError('--soak is one long run and is not measured in pairs.');
  const chosen = buildProfile(options, context.argv, environment);
  const { suite } = chosen;
  requireNoChoice(suite, options.suiteFile ?? options.profile);
  const base = parseTarget(argv, argv.length > 0 ? { ...options, header: [] } : options, environment);
  const measured = await measurePairs(
    {
      base,
      head: otherTarget(argv, options, environment),
      transports: { base: base.kind === 'http' ? options.transport : undefined, head: options.andTransport },
      load: isTimeoutTold ? { ...chosen.profile, requestTimeoutMs: options.timeout * 1000 } : chosen.profile,
      suite,
      pairs: options.pairs,
      seed: settings.seed,
      allowAnyTool: options.allowAnyTool,
      requestTimeoutMs: options.timeout * 1000,
      revisions: chooseRevisions(options.revision, suite),
      saveRuns: options.saveRuns,
    },
    context,
  );
  const { endedEarly } = measured;
  const comparison = compareReports(measured.base, measured.head, { ...settings, method: 'interleaved' });
  if (endedEarly === null) return { comparison, endedEarly };
  const caution = `Ended before its time, in pair ${endedEarly.pair} at ${endedEarly.side}: ${endedEarly.reason}`;
  return { comparison: { ...comparison, cautions: [caution.slice(0, 1_000), ...comparison.cautions] }, endedEarly };
}

/** What is worse is worse whatever else was not looked at. */
function exitCodeOf({ metrics }: BenchmarkComparison, endedEarly: InterleavedRuns['endedEarly']): number {
  if (endedEarly?.cancelled === true) return exitCodes.interrupted;
  if (metrics.some(({ verdict }) => verdict === 'worse')) return exitCodes.findings;
  if (endedEarly?.unreachable === true) return exitCodes.unreachable;
  const isJudged = endedEarly === null && metrics.some(({ verdict }) => verdict !== 'unproved');
  return isJudged ? exitCodes.passed : exitCodes.incomplete;
}

function parseMargin(text: string): number {
  const margin = Number(text);
  if (!(margin > 0 && margin <= 100)) throw new InvalidArgumentError('A share in percent above 0, at most 100.');
  return margin;
}

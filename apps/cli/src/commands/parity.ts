import { compareTargets, type TargetParity } from '@mcp-lab/engine/parity/compare-targets';
import { nameOfSide, type ParityDifference } from '@mcp-lab/engine/parity/parity-side';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { ServerProfile, TransportKind } from '@mcp-lab/wire';
import { type Command, Option } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addTargetOptions, parseTarget, type TargetOptions } from '../target-options.ts';
import type { Style } from '../terminal/terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface ParityOptions extends TargetOptions {
  andUrl?: string;
  andTransport?: TransportKind;
  json: boolean;
}

export function addParityCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('parity')
    .description('whether a server offers the same over two ways to reach it: exit code 1 where it does not')
    .option('--and-url <url>', 'the other way to the same server; --header goes with every URL')
    .addOption(
      new Option('--and-transport <name>', 'which HTTP transport to use there').choices([
        'streamable-http',
        'http-sse',
      ] as const),
    )
    .option('--json', 'the comparison as JSON on standard output', false);
  addTargetOptions(command).action(async (argv: string[], options: ParityOptions) => {
    const { terminal, environment, signal } = context;
    const { andUrl } = options;
    if (andUrl === undefined) {
      throw new UsageError(
        'Name the other way with --and-url, such as: mcp-lab parity --and-url http://127.0.0.1:3001/mcp -- node server.js',
      );
    }
    const common = { requestTimeoutMs: options.timeout * 1000, signal };
    const left = parseTarget(argv, argv.length > 0 ? { ...options, header: [] } : options, environment);
    const right = parseTarget([], { ...options, url: andUrl, env: [] }, environment);
    const parity = await compareTargets(
      { ...common, target: left, transport: left.kind === 'http' ? options.transport : undefined },
      { ...common, target: right, transport: options.andTransport },
    );
    terminal.out(options.json ? `${JSON.stringify(parity, null, 2)}\n` : describe(parity, terminal.outStyle));
    if (signal.aborted) context.exit(exitCodes.interrupted);
    else if (parity.failure !== null) context.exit(exitCodes.unreachable);
    else context.exit(isDifferent(parity) ? exitCodes.findings : exitCodes.passed);
  });
}

function isDifferent(parity: TargetParity): boolean {
  return parity.comparisons.some(({ differences }) => differences.length > 0) || revisionDifferences(parity).length > 0;
}

/** HTTP+SSE belongs to the oldest revision: that newer ones are missing there is no difference of the server. */
function revisionDifferences({ profiles, revisionsOnlyLeft, revisionsOnlyRight }: TargetParity): string[] {
  const [left, right] = profiles;
  if (profiles.some(({ transport }) => transport === 'http-sse')) return [];
  const say = (revisions: readonly string[], has: ServerProfile, lacks: ServerProfile) =>
    revisions.map((revision) => `${revision} is spoken over ${has.transport} and not over ${lacks.transport}`);
  return [...say(revisionsOnlyLeft, left, right), ...say(revisionsOnlyRight, right, left)];
}

function describe(parity: TargetParity, style: Style): string {
  const { profiles, comparisons, failure } = parity;
  if (failure !== null) {
    const which = failure.side === 'left' ? 'The first way' : 'The way of --and-url';
    return `${style.red(`${which}: ${escapePeerText(failure.message)}`)}\n${escapePeerText(failure.hint)}\n`;
  }
  const lines = revisionDifferences(parity).map((text) => `${style.yellow('missing')}  ${text}`);
  for (const { revision, differences } of comparisons) {
    const [left, right] = profiles.map(({ transport }) => nameOfSide({ transport, revision }));
    const verdict = differences.length === 0 ? style.green('the same') : style.red(`${differences.length} differences`);
    lines.push(`${left} and ${right}: ${verdict}`, ...differences.map((difference) => line(difference, style)));
  }
  if (comparisons.length === 0)
    lines.push(style.red('The two ways have no revision in common, so nothing could be compared.'));
  return `${lines.join('\n')}\n`;
}

function line({ weight, what }: ParityDifference, style: Style): string {
  const paint = weight === 'wording' ? style.yellow : style.red;
  return `  ${paint(weight.padEnd(8))}  ${escapePeerText(what)}`;
}

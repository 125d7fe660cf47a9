import type { ContextCost } from '@mcp-lab/engine';
import { compatHosts } from '@mcp-lab/engine/compat/compat-hosts';
import { compatSubjectOf, judgeCompat } from '@mcp-lab/engine/compat/judge-compat';
import { formatSnapshot, snapshotOf } from '@mcp-lab/engine/drift/snapshot';
import { type Inspection, inspectServer } from '@mcp-lab/engine/inspect/inspect-server';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { JsonObject } from '@mcp-lab/wire';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { ensureWritable, writeText } from '../files.ts';
import { addTargetOptions, parseTarget, type TargetOptions } from '../target-options.ts';
import type { Style } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { compatLine } from './compat.ts';

interface InspectOptions extends TargetOptions {
  json: boolean;
  saveSnapshot?: string;
}

export function addInspectCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('inspect')
    .description('what a server speaks and offers: eras, revisions, transports, capabilities, token cost')
    .option('--save-snapshot <file>', 'write what it offers to a file, for mcp-lab drift')
    .option('--json', 'as JSON on standard output', false);
  addTargetOptions(command).action(async (argv: string[], options: InspectOptions) => {
    const { terminal } = context;
    const { saveSnapshot } = options;
    if (saveSnapshot !== undefined) ensureWritable(saveSnapshot);
    const inspection = await inspectServer({
      target: parseTarget(argv, options, context.environment),
      requestTimeoutMs: options.timeout * 1000,
      transport: options.transport,
      signal: context.signal,
    });
    const isSpoken = inspection.profile.failure === undefined && !context.signal.aborted;
    const subject = compatSubjectOf(inspection);
    const compat = isSpoken ? compatHosts.map((host) => judgeCompat(subject, host)) : [];
    if (options.json) {
      const hosts = compat.map(({ host, verdict, findings }) => ({ host, verdict, findings: findings.length }));
      terminal.out(`${JSON.stringify({ ...inspection, compat: hosts }, null, 2)}\n`);
    } else {
      const lines = compat.map((verdict) => `  ${compatLine(verdict, terminal.outStyle)}`);
      const title = terminal.outStyle.bold('hosts');
      terminal.out(describe(inspection, terminal.outStyle));
      if (lines.length > 0) terminal.out(`\n${title} (mcp-lab compat says where and why)\n${lines.join('\n')}\n`);
    }
    if (saveSnapshot !== undefined && isSpoken) {
      writeText(saveSnapshot, formatSnapshot(snapshotOf(inspection)));
      terminal.err(`Saved to ${saveSnapshot}. mcp-lab drift ${saveSnapshot} -- … tells later what changed.\n`);
    }
    if (context.signal.aborted) context.exit(exitCodes.interrupted);
    else context.exit(inspection.profile.failure ? exitCodes.unreachable : exitCodes.passed);
  });
}

function describe({ profile, revision, surface, cost }: Inspection, style: Style): string {
  const lines: string[] = [];
  const row = (name: string, value: string) => lines.push(`${style.dim(name.padEnd(14))}${value}`);
  if (profile.failure) {
    lines.push(style.red(escapePeerText(profile.failure.message)), escapePeerText(profile.failure.hint));
  } else {
    const { name, version, title } = profile.serverInfo ?? {};
    row('server', style.bold(escapePeerText([title ?? name ?? 'unnamed', version ?? ''].join(' ').trim())));
    row('transport', profile.transport);
    row('modern', profile.modern.join(', ') || 'no');
    row('legacy', profile.legacy.toReversed().join(', ') || 'no');
    row('capabilities', escapePeerText(Object.keys(profile.capabilities ?? {}).join(', ')) || 'none');
    for (const [name, value] of costRows(cost, String(revision))) row(name, value);
    if (profile.instructions) row('instructions', escapePeerText(oneLine(profile.instructions)));
    lines.push(...list('tools', surface.tools, 'name', style));
    lines.push(...list('resources', surface.resources, 'uri', style));
    lines.push(...list('resource templates', surface.resourceTemplates, 'uriTemplate', style));
    lines.push(...list('prompts', surface.prompts, 'name', style));
  }
  lines.push('', style.dim('evidence'));
  for (const { probe, observed, concludes } of profile.evidence) {
    lines.push(`  ${probe.padEnd(28)} ${escapePeerText(observed)} ${style.dim(`-> ${concludes}`)}`);
  }
  return `${lines.join('\n')}\n`;
}

function list(title: string, entries: readonly JsonObject[], key: string, style: Style): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => {
    const description =
      typeof entry.description === 'string' ? style.dim(escapePeerText(oneLine(entry.description))) : '';
    return `  ${escapePeerText(String(entry[key]))}  ${description}`.trimEnd();
  });
  return ['', `${style.bold(title)} ${style.dim(`(${entries.length})`)}`, ...rows];
}

function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > 100 ? `${flat.slice(0, 99)}…` : flat;
}

function costRows(cost: ContextCost, revision: string): [name: string, value: string][] {
  const share = (cost.shareOf200k * 100).toFixed(1);
  const parts = Object.entries(cost.parts).filter(([, { bytes }]) => bytes > 0);
  const rows: [string, string][] = [
    [
      'context cost',
      `about ${cost.everyTurn.estimatedTokens} tokens on every turn, ${share} % of 200k (estimated: ${cost.estimator})`,
    ],
    ['whole surface', `about ${cost.estimatedTokens} tokens (${cost.bytes} bytes), read at ${revision}`],
    ['of it', parts.map(([name, { bytes }]) => `${readable(name)} ${bytes} B`).join(', ')],
  ];
  if (cost.heaviest.length > 1) {
    rows.push(['heaviest', cost.heaviest.map((tool) => `${escapePeerText(tool.name)} ${tool.bytes} B`).join(', ')]);
  }
  return rows;
}

/** `inputSchemas` becomes `input schemas`. */
function readable(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

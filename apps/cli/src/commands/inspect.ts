import { escapePeerText, type Inspection, inspectServer } from '@mcp-lab/engine';
import type { JsonObject } from '@mcp-lab/wire';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addTargetOptions, parseTarget, type TargetOptions } from '../target-options.ts';
import type { Style } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';

export function addInspectCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('inspect')
    .description('what a server speaks and offers: eras, revisions, transports, capabilities, token cost')
    .option('--json', 'as JSON on standard output', false);
  addTargetOptions(command).action(async (argv: string[], options: TargetOptions & { json: boolean }) => {
    const { terminal } = context;
    const inspection = await inspectServer({
      target: parseTarget(argv, options, context.environment),
      requestTimeoutMs: options.timeout * 1000,
      transport: options.transport,
      signal: context.signal,
    });
    terminal.out(options.json ? `${JSON.stringify(inspection, null, 2)}\n` : describe(inspection, terminal.outStyle));
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
    row('context cost', `about ${cost.estimatedTokens} tokens (${cost.bytes} bytes), read at ${revision}`);
    if (cost.heaviest.length > 1) {
      row('heaviest', cost.heaviest.map((tool) => `${escapePeerText(tool.name)} ${tool.bytes} B`).join(', '));
    }
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

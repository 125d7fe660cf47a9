import { compatHosts } from '@mcp-lab/engine/compat/compat-hosts';
import {
  type CompatFinding,
  type CompatVerdict,
  compatSubjectOf,
  judgeCompat,
} from '@mcp-lab/engine/compat/judge-compat';
import { inspectServer } from '@mcp-lab/engine/inspect/inspect-server';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addTargetOptions, collectWith, parseTarget, type TargetOptions } from '../target-options.ts';
import type { Style } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { reportUnreachable } from './report-unreachable.ts';

interface CompatOptions extends TargetOptions {
  host: string[];
  serverName?: string;
  json: boolean;
  rules: boolean;
}

const maxPlaces = 5;

export function addCompatCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('compat')
    .description('which hosts would break on a server, and where: exit code 1 where one would')
    .option(
      '--host <name>',
      `${compatHosts.map(({ host }) => host).join(', ')}; repeatable`,
      collectWith(parseHost),
      [],
    )
    .option('--server-name <name>', 'the name under which users enter the server; hosts put it before tool names')
    .option('--rules', 'list the rules and their sources, ask no server', false)
    .option('--json', 'as JSON on standard output', false);
  addTargetOptions(command).action(async (argv: string[], options: CompatOptions) => {
    const { terminal } = context;
    const hosts = compatHosts.filter(({ host }) => options.host.length === 0 || options.host.includes(host));
    if (options.rules) {
      terminal.out(options.json ? `${JSON.stringify(hosts, null, 2)}\n` : listRules(hosts, terminal.outStyle));
      return;
    }
    const inspection = await inspectServer({
      target: parseTarget(argv, options, context.environment),
      requestTimeoutMs: options.timeout * 1000,
      transport: options.transport,
      signal: context.signal,
    });
    if (reportUnreachable(inspection.profile, context)) return;
    const subject = compatSubjectOf(inspection, options.serverName);
    const verdicts = hosts.map((host) => judgeCompat(subject, host));
    if (options.json) terminal.out(`${JSON.stringify({ serverName: subject.serverName, hosts: verdicts }, null, 2)}\n`);
    else terminal.out(describe(verdicts, subject.serverName, terminal.outStyle));
    context.exit(verdicts.some(({ verdict }) => verdict === 'breaks') ? exitCodes.findings : exitCodes.passed);
  });
}

function describe(verdicts: readonly CompatVerdict[], serverName: string, style: Style): string {
  const lines = verdicts.flatMap((verdict) => ['', compatLine(verdict, style), ...findingsOf(verdict, style)]);
  const note = `Taken to be entered as ${escapePeerText(serverName)} (--server-name). fits: none of the known rules is broken.`;
  return `${[...lines.slice(1), '', style.dim(note)].join('\n')}\n`;
}

/** One host in one line; also part of `mcp-lab inspect`. */
export function compatLine({ name, verdict, findings, rules }: CompatVerdict, style: Style): string {
  const paint = { breaks: style.red, degraded: style.yellow, fits: style.green }[verdict];
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].join(', ');
  return `${paint(verdict.padEnd(8))}  ${name.padEnd(32)}${style.dim(ids || `${rules} rules`)}`;
}

function findingsOf({ findings }: CompatVerdict, style: Style): string[] {
  const byRule = [...Map.groupBy(findings, ({ ruleId }) => ruleId)];
  return byRule.flatMap(([, group]) => {
    const [first] = group as [CompatFinding, ...CompatFinding[]];
    const label = first.breaks ? style.red(first.effect) : style.yellow(first.effect);
    const places = group.slice(0, maxPlaces).map(({ tool, path, found }) => {
      return `      ${escapePeerText([tool, path].filter(Boolean).join(' ') || 'the server')}: ${escapePeerText(found)}`;
    });
    const left = group.length - places.length;
    return [
      `    ${label} ${first.ruleId} ${style.dim(`(confidence ${first.confidence})`)}: ${first.says}`,
      ...places,
      ...(left > 0 ? [`      and ${left} more`] : []),
      `      ${style.dim('fix')} ${first.fix}`,
      `      ${style.dim(`${first.sources.join(' ')} (read ${first.checked})`)}`,
    ];
  });
}

function listRules(hosts: typeof compatHosts, style: Style): string {
  const lines = hosts.flatMap(({ host, name, note, rules }) => [
    '',
    `${style.bold(name)} ${style.dim(host)}`,
    ...(note === undefined ? [] : [`  ${note}`]),
    ...rules.flatMap(({ id, effect, confidence, says, sources, checked }) => [
      `  ${id}: ${says} ${style.dim(`[${effect}, confidence ${confidence}]`)}`,
      ...sources.map((source) => `      ${style.dim(source)}`),
      `      ${style.dim(`read ${checked}`)}`,
    ]),
  ]);
  return `${lines.slice(1).join('\n')}\n`;
}

function parseHost(text: string): string {
  if (!compatHosts.some(({ host }) => host === text)) {
    throw new InvalidArgumentError(`Known hosts: ${compatHosts.map(({ host }) => host).join(', ')}.`);
  }
  return text;
}

import {
  type ComparedSide,
  compareRuns,
  type RunChange,
  type RunComparison,
} from '@mcp-lab/engine/compare/compare-runs';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { readRunFile } from '../read-run-file.ts';
import type { Style } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';

export function addDiffCommand(program: Command, context: CommandContext): void {
  program
    .command('diff')
    .description('what changed between two runs: exit code 1 on new or regressed findings')
    .argument('<base>', 'a run that mcp-lab test --reporter json=FILE wrote')
    .argument('<head>', 'a later one')
    .option('--json', 'the comparison as JSON on standard output', false)
    .action((base: string, head: string, { json }: { json: boolean }) => {
      const comparison = compareRuns(readRunFile(base), readRunFile(head));
      const { terminal } = context;
      terminal.out(
        json ? `${JSON.stringify(comparison, null, 2)}\n` : describeComparison(comparison, terminal.outStyle),
      );
      const worse = comparison.new.length + comparison.regressed.length;
      context.exit(worse > 0 ? exitCodes.findings : exitCodes.passed);
    });
}

function describeComparison(comparison: RunComparison, style: Style): string {
  const { unverified, changed, onlyInBase, onlyInHead } = comparison;
  const lines = [
    ...comparison.cautions.map((text) => style.yellow(escapePeerText(text))),
    ...part(style.red('regressed'), comparison.regressed),
    ...part(style.red('new'), comparison.new),
    ...part(style.green('fixed'), comparison.fixed),
    ...part(style.yellow('not verified'), unverified),
    ...part('still', comparison.still),
    ...part(style.dim('changed otherwise'), changed),
    '',
    [
      `${comparison.regressed.length} regressed`,
      `${comparison.new.length} new`,
      `${comparison.fixed.length} fixed`,
      `${comparison.still.length} still there`,
      `${unverified.length} not verified`,
      `${onlyInBase.length} judged only in base, ${onlyInHead.length} only in head`,
    ].join(', '),
  ];
  return `${lines.join('\n').trimStart()}\n`;
}

function part(title: string, changes: readonly RunChange[]): string[] {
  if (changes.length === 0) return [];
  const rows = changes.flatMap(({ checkId, revision, base, head, why }) => [
    `  ${escapePeerText(checkId)} (${escapePeerText(revision)})  ${verdictOf(base)} -> ${verdictOf(head)}`,
    `      ${escapePeerText(why ?? head?.reason ?? '')}`,
  ]);
  return ['', title, ...rows];
}

const verdictOf = (side: ComparedSide | null) => escapePeerText(side?.verdict ?? 'no result');

import type { LoadReport } from '@mcp-lab/contracts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { loadFacts } from './load-facts.ts';
import { type LoadTable, tabulateCalls, tabulateKnee } from './load-table.ts';

/** The figures of a load, for a pull request. */
export function loadMarkdown(report: LoadReport): string[] {
  const knee = tabulateKnee(report);
  const errors = report.errors.map(({ call, outcome, message, count }) => [call, outcome, message, String(count)]);
  return [
    '## Load figures',
    loadFacts(report)
      .map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`)
      .join('\n'),
    tableOf(tabulateCalls(report)),
    ...(knee === undefined ? [] : [tableOf(knee)]),
    ...(errors.length > 0 ? [tableOf({ head: ['call', 'outcome', 'what came', 'count'], rows: errors })] : []),
  ];
}

function tableOf({ head, rows }: LoadTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escapeMarkdown(cell)).join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

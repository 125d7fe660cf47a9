import { heatmapBoundsMs, type LoadReport } from '@mcp-lab/contracts';
import { formatQuantity } from '@mcp-lab/engine/load/format-quantity';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import { loadFacts } from '@mcp-lab/engine/report/load/load-facts';
import { type LoadTable, tabulateCalls, tabulateKnee } from '@mcp-lab/engine/report/load/load-table';
import type { Style } from '../terminal/terminal.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { sparkline } from './sparkline.ts';

export interface ShowOptions {
  style: Style;
  /** Width of the terminal; absent, nothing is left out. */
  columns: number | undefined;
}

/** Left out, the last first, where the terminal is too narrow for all of them. */
const dispensable = ['received', 'first byte', 'p90', 'p99.9', 'calls'];
const maxNameLength = 40;
const maxCalls = 30;

/** The figures of a load for a person. */
export function showLoad(report: LoadReport, { style, columns }: ShowOptions): string {
  const wrap = (text: string, indent: number) => (columns === undefined ? text : wrapText(text, columns, indent));
  const lines = [''];
  for (const [name, value] of loadFacts(report)) {
    lines.push(`  ${style.dim(name.padEnd(10))}${wrap(escapePeerText(value), 12)}`);
  }
  lines.push('', ...drawTable(tabulateCalls(report), style, columns));
  const knee = tabulateKnee(report);
  if (knee !== undefined) lines.push('', ...drawTable(withoutWhy(knee), style, columns));
  lines.push(...drawHistogram(report, style), ...drawTimeline(report, style, columns));
  if (report.errors.length > 0) lines.push('', style.bold('  failed calls'));
  for (const { call, outcome, message, count } of report.errors.slice(0, 10)) {
    lines.push(
      `  ${String(count).padStart(7)} ${style.red(outcome)} ${wrap(escapePeerText(`${call}: ${message}`), 14)}`,
    );
  }
  if (report.errors.length > 10) lines.push(style.dim(`          and ${report.errors.length - 10} more kinds`));
  if (report.thresholds.length > 0) lines.push('', style.bold('  thresholds'));
  for (const { metric, expression, ok, observed, aborted } of report.thresholds) {
    const mark = ok === null ? style.dim('-') : ok ? style.green('✓') : style.red('✗');
    const seen = observed === null ? 'nothing to judge' : formatQuantity(observed, '');
    lines.push(
      `  ${mark} ${escapePeerText(`${metric}: ${expression}`)}  ${style.dim(`${seen}${aborted ? ', ended the run' : ''}`)}`,
    );
  }
  for (const drift of report.drifts) lines.push(`  ${style.dim('drift')} ${wrap(drift.text, 8)}`);
  for (const note of report.notes ?? []) lines.push(style.dim(`  ${wrap(escapePeerText(note), 2)}`));
  return `${lines.join('\n')}\n`;
}

function withoutWhy({ head, rows }: LoadTable): LoadTable {
  return { head: head.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
}

function drawTable(table: LoadTable, style: Style, columns: number | undefined): string[] {
  const { head, rows } = fit(table, columns);
  const widths = widthsOf({ head, rows });
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ')}`;
  return [style.dim(line(head)), ...rows.map(line)];
}

/** As much of a table as the terminal takes. */
function fit({ head, rows }: LoadTable, columns: number | undefined): LoadTable {
  let shown: LoadTable = {
    head,
    rows: [...rows.slice(0, maxCalls), ...(rows.length > maxCalls ? rows.slice(-1) : [])].map(
      ([name = '', ...rest]) => [shorten(escapePeerText(name)), ...rest.map((cell) => escapePeerText(cell))],
    ),
  };
  for (const name of dispensable) {
    const width = widthsOf(shown).reduce((sum, one) => sum + one + 2, 0);
    if (columns === undefined || width <= columns) break;
    const at = shown.head.indexOf(name);
    if (at < 0) continue;
    const drop = (row: readonly string[]) => row.filter((_, index) => index !== at);
    shown = { head: drop(shown.head), rows: shown.rows.map(drop) };
  }
  return shown;
}

function widthsOf({ head, rows }: LoadTable): number[] {
  return head.map((cell, index) => Math.max(cell.length, ...rows.map((row) => (row[index] ?? '').length)));
}

function shorten(name: string): string {
  return name.length <= maxNameLength ? name : `${name.slice(0, maxNameLength - 1)}…`;
}

/** How many calls took how long, one character for each row of the heatmap. */
function drawHistogram({ ticks }: LoadReport, style: Style): string[] {
  const counts = new Map<number, number>();
  for (const tick of ticks) {
    if (tick.phase !== 'measure') continue;
    for (const [bound, count] of tick.buckets) counts.set(bound, (counts.get(bound) ?? 0) + count);
  }
  const used = heatmapBoundsMs.filter((bound) => counts.has(bound));
  const [first] = used;
  const last = used.at(-1);
  if (first === undefined || last === undefined) return [];
  const shown = heatmapBoundsMs.filter((bound) => bound >= first && bound <= last);
  // By the logarithm: the few slow calls are what one looks for.
  const bars = sparkline(shown.map((bound) => Math.log1p(counts.get(bound) ?? 0)));
  return [
    '',
    `  ${style.dim('latency')}   ${formatQuantity(first, 'ms')} ${style.cyan(bars)} ${formatQuantity(last, 'ms')}  ${style.dim('how many took how long, logarithmic')}`,
  ];
}

/** p95 over the time. */
function drawTimeline({ ticks }: LoadReport, style: Style, columns = 100): string[] {
  const measured = ticks.filter(({ phase }) => phase === 'measure');
  if (measured.length < 3) return [];
  const width = Math.max(3, Math.min(measured.length, columns - 40, 80));
  const cells = Array.from({ length: width }, (_, index) => {
    const part = measured.slice(
      Math.floor((index * measured.length) / width),
      Math.floor(((index + 1) * measured.length) / width),
    );
    return Math.max(0, ...part.map(({ latencyMs }) => latencyMs.p95 ?? 0));
  });
  const most = Math.max(...cells);
  return [
    `  ${style.dim('over time')} ${style.cyan(sparkline(cells))}  ${style.dim(`p95, at most ${formatQuantity(most, 'ms')}`)}`,
  ];
}

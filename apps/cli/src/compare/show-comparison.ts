import type { BenchmarkComparison, MetricComparison } from '@mcp-lab/contracts';
import { showAmount, showRange } from '@mcp-lab/engine/benchmark/describe-shift';
import { formatQuantity } from '@mcp-lab/engine/load/format-quantity';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Style } from '../terminal/terminal.ts';
import { wrapText } from '../terminal/wrap-text.ts';

export interface ShowOptions {
  style: Style;
  /** Width of the terminal; absent, nothing is wrapped. */
  columns: number | undefined;
}

/** The comparison for a person: a line a metric, `~` where nothing is proved. */
export function showComparison(comparison: BenchmarkComparison, { style, columns }: ShowOptions): string {
  const { metrics, cautions, refusals, missing, method, base, head } = comparison;
  const wrap = (text: string) => {
    const shown = escapePeerText(text);
    return columns === undefined ? shown : wrapText(shown, columns, 2);
  };
  const runs = method === 'interleaved' ? `${base.used} pairs` : `${base.used} and ${head.used} runs`;
  const lines = ['', ...drawTable(comparison, runs, style)];
  for (const text of refusals) lines.push(style.red(`  ${wrap(text)}`));
  for (const text of cautions) lines.push(style.yellow(`  ${wrap(text)}`));
  const open = metrics.filter(({ verdict }) => verdict === 'unproved');
  for (const { text } of open) lines.push(style.dim(`  ${wrap(`~ ${text}`)}`));
  if (refusals.length === 0 && missing.length > 0) {
    lines.push(style.dim(`  ${wrap(`Not measured by all runs: ${missing.map(({ metric }) => metric).join(', ')}.`)}`));
  }
  lines.push('', `  ${wrap(comparison.text)}`);
  return `${lines.join('\n')}\n`;
}

function drawTable({ metrics, confidence }: BenchmarkComparison, runs: string, style: Style): string[] {
  if (metrics.length === 0) return [];
  const head = [runs, 'base', 'head', 'shift', `${confidence * 100} % interval`, 'p', 'verdict'];
  const rows = metrics.map((metric) => [
    metric.label,
    showValue(metric.base.median, metric.unit),
    showValue(metric.head.median, metric.unit),
    `${metric.shift < 0 ? '-' : '+'}${showAmount(metric.shift, metric.scale)}`,
    showRange(metric),
    metric.pAdjusted < 0.001 ? '<0.001' : metric.pAdjusted.toFixed(3),
    metric.verdict === 'unproved' ? '~' : metric.verdict,
  ]);
  const widths = head.map((cell, index) => Math.max(cell.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .slice(0, -1)
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)));
  const drawn = rows.map((row, index) => {
    const paint = painterOf(metrics[index]?.verdict, style);
    return `  ${[...line(row), paint(row.at(-1) ?? '')].join('  ')}`;
  });
  return [style.dim(`  ${[...line(head), head.at(-1) ?? ''].join('  ')}`), ...drawn, ''];
}

function painterOf(verdict: MetricComparison['verdict'] | undefined, style: Style): (text: string) => string {
  if (verdict === 'worse') return style.red;
  if (verdict === 'better') return style.green;
  return verdict === 'same' ? (text) => text : style.dim;
}

function showValue(value: number, unit: MetricComparison['unit']): string {
  if (unit === 'ratio') return `${(value * 100).toFixed(2)} %`;
  if (unit === 'calls/s') return formatQuantity(value, '/s');
  return unit === 'us/call' ? formatQuantity(value, 'µs') : formatQuantity(value, unit);
}

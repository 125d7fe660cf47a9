import type { LoadReport } from '@mcp-lab/contracts';
import { escapeXml } from '../escape-xml.ts';
import { loadChart } from './load-chart.ts';
import { loadFacts } from './load-facts.ts';
import { type LoadTable, tabulateCalls, tabulateKnee } from './load-table.ts';

/** The figures of a load and how they went over time; nothing in it runs or is fetched. */
export function loadHtml(report: LoadReport): string {
  const facts = loadFacts(report).map(
    ([name, value]) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd></div>`,
  );
  const knee = tabulateKnee(report);
  const errors = report.errors.map(({ call, outcome, message, count }) => [call, outcome, message, String(count)]);
  return [
    '<section class="load"><h2>Load figures <small>from the intended start of each call</small></h2>',
    `<dl class="facts">${facts.join('')}</dl>`,
    tableOf(tabulateCalls(report)),
    ...loadChart(report),
    ...(knee === undefined ? [] : ['<h3>Steps of the search</h3>', tableOf(knee)]),
    ...(errors.length > 0
      ? ['<h3>Failed calls</h3>', tableOf({ head: ['call', 'outcome', 'what came', 'count'], rows: errors })]
      : []),
    '</section>',
  ].join('\n');
}

function tableOf({ head, rows }: LoadTable): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    row.map((cell) => `<${tag}>${escapeXml(cell)}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
  return `<div class="wide"><table class="table"><thead><tr>${cells('th', head)}</tr></thead><tbody>${body}</tbody></table></div>`;
}

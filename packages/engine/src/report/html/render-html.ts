import { createHash } from 'node:crypto';
import type { Result } from '../../run/result.ts';
import type { RunDocument } from '../../run/run-document.ts';
import { countVerdicts } from '../../run/summarise-results.ts';
import { describeNotRun, runFacts, serverTitle } from '../describe-run.ts';
import { escapeXml } from '../escape-xml.ts';
import { indexEvidence } from '../evidence-frames.ts';
import { groupResults } from '../group-results.ts';
import { loadHtml } from '../load/load-html.ts';
import { splitByGroup } from '../report-groups.ts';
import type { RenderReport, ReportOptions } from '../report-options.ts';
import { summariseRun, verdictOrder } from '../summarise-run.ts';
import { htmlScript } from './html-script.ts';
import { htmlStyle } from './html-style.ts';
import { type ItemSource, renderItem } from './render-item.ts';

const maxFrameCharacters = 4_000_000;
const findingVerdicts = ['fail', 'error', 'warn', 'info'];

/**
 * One file that opens from disk and asks nothing of any network. Peers' text is escaped everywhere, and should anything
 * slip through, the policy runs no script and no style but the two written here.
 */
export const renderHtml: RenderReport = (run, options = {}) => {
  const title = escapeXml(serverTitle(run));
  const source: ItemSource = {
    framesOf: indexEvidence(run),
    baseline: options.baseline,
    budget: { characters: maxFrameCharacters },
  };
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>MCP report: ${title}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body><div class="page">',
    renderHead(run, title),
    renderBaseline(options),
    renderFilters(run.results),
    '<main>',
    run.load === undefined ? '' : loadHtml(run.load),
    ...splitByGroup(run.results).map((part) => renderSection(part, source)),
    renderNotRun(run),
    '</main>',
    `<footer>Written by ${escapeXml(`${run.tool.name} ${run.tool.version}`)}. The JSON report holds every frame.</footer>`,
    '</div>',
    `<script>${htmlScript}</script>`,
    '</body></html>\n',
  ].join('\n');
};

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hashOf(htmlScript)}`,
  `style-src ${hashOf(htmlStyle)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function renderHead(run: RunDocument, title: string): string {
  const facts = runFacts(run).map(
    ([name, value]) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(value)}</dd></div>`,
  );
  return [
    `<header><div class="top"><h1>${title}</h1><button id="theme" type="button" hidden>Light / dark</button></div>`,
    `<p class="headline" data-outcome="${escapeXml(run.summary.outcome)}">${escapeXml(sentence(summariseRun(run).headline))}</p>`,
    run.summary.hint ? `<p class="hint">${escapeXml(run.summary.hint)}</p>` : '',
    `<dl class="facts">${facts.join('')}</dl></header>`,
  ].join('\n');
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function renderBaseline({ baseline }: ReportOptions): string {
  if (baseline === undefined) return '';
  const entries = [
    ...baseline.stale.map(({ check }) => `stale: ${check}, its finding no longer occurs; remove the entry`),
    ...baseline.expired.map(({ check, until }) => `expired on ${until}: ${check}`),
    ...baseline.unverified.map(({ check }) => `not verified: ${check} was not judged in this run`),
  ].map((text) => `<li>${escapeXml(text)}</li>`);
  return `<div class="notice">${baseline.accepted.size} findings are accepted by the baseline.<ul>${entries.join('')}</ul></div>`;
}

function renderFilters(results: readonly Result[]): string {
  const counts = countVerdicts(results);
  const buttons = verdictOrder
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const finding = findingVerdicts.includes(verdict) ? ' data-finding' : '';
      return `<button type="button" value="${verdict}" aria-pressed="true"${finding}>${verdict} <b>${counts[verdict]}</b></button>`;
    });
  const areas = [...new Set(results.map(({ area }) => area))].map(
    (area) => `<option value="${escapeXml(area)}">${escapeXml(area)}</option>`,
  );
  return [
    '<form class="filters" id="filters" hidden aria-label="Filters">',
    ...buttons,
    `<select id="area" aria-label="Area"><option value="">all areas</option>${areas.join('')}</select>`,
    '<input id="search" type="search" placeholder="Search" aria-label="Search">',
    '<button type="button" id="expand">Open / close all</button>',
    '<span class="dim" id="shown" role="status"></span>',
    '</form>',
  ].join('\n');
}

function renderSection({ group, results }: ReturnType<typeof splitByGroup>[number], source: ItemSource): string {
  return [
    `<section data-group="${group.id}"><h2>${group.title} <small>${group.subtitle}</small></h2>`,
    ...groupResults(results).map((one) => renderItem(one, source)),
    '<p class="none dim" hidden>Nothing to show here with these filters.</p>',
    '</section>',
  ].join('\n');
}

function renderNotRun({ notRun }: RunDocument): string {
  if (notRun.length === 0) return '';
  const rows = notRun.map(
    (entry) => `<tr><td class="mono">${escapeXml(entry.checkId)}</td><td>${escapeXml(describeNotRun(entry))}</td></tr>`,
  );
  return [
    `<section id="not-run"><h2>Not run <small>${notRun.length} checks; not run is never passed</small></h2>`,
    `<details class="frames"><summary>Show them</summary><table class="table"><tbody>${rows.join('')}</tbody></table></details>`,
    '</section>',
  ].join('\n');
}

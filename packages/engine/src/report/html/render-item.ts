import type { BaselineReport } from '../../compare/apply-baseline.ts';
import type { EncodedFrame } from '../../run/encode-frame.ts';
import type { Result } from '../../run/result.ts';
import { escapeXml } from '../escape-xml.ts';
import { showFrame } from '../show-frame.ts';

export interface ItemSource {
  framesOf(result: Result): EncodedFrame[];
  baseline: BaselineReport | undefined;
  /** How many characters of frames the file may still hold; spent as frames are shown. */
  budget: { characters: number };
}

const maxFramesAResult = 20;
const maxFrameLength = 6_000;

/** One finding, or one verdict of a check at all its revisions. Closed; its summary says what it is. */
export function renderItem(group: readonly [Result, ...Result[]], source: ItemSource): string {
  const [first] = group;
  const revisions = group.map((result) => result.revision);
  const accepted = source.baseline?.accepted.get(first.id);
  const text = [first.checkId, first.title, first.area, ...revisions, ...group.map((result) => result.reason)];
  const labels = (first.labels ?? []).map(({ kind }) => kind);
  const facets = [
    first.level,
    ...(first.severity === 'none' ? [] : [first.severity]),
    first.area,
    ...labels,
    ...revisions,
  ];
  return [
    `<details class="item" data-verdict="${first.verdict}" data-area="${escapeXml(first.area)}" data-check-id="${escapeXml(first.checkId)}" data-text="${escapeXml(text.join(' ').toLowerCase())}">`,
    `<summary><span class="verdict">${first.verdict}</span><span><span class="id">${escapeXml(first.checkId)}</span>` +
      `${accepted ? ' <span class="accepted">accepted</span>' : ''}<span class="title">${escapeXml(first.title)}</span></span>` +
      `<span class="facets">${facets.map((facet) => escapeXml(facet)).join(' · ')}</span></summary>`,
    '<div class="body">',
    ...(accepted ? [`<dl>${row('Accepted', escapeXml(accepted.reason))}</dl>`] : []),
    ...group.map((result) => renderResult(result, group.length > 1, source)),
    '</div></details>',
  ].join('\n');
}

function renderResult(result: Result, isOneOfMany: boolean, source: ItemSource): string {
  const isFinding = ['fail', 'warn', 'info', 'error'].includes(result.verdict);
  const rows = [
    ...(isOneOfMany ? [row('Revision', escapeXml(result.revision))] : []),
    row('Expected', `${escapeXml(result.title)}<br>${clauseLink(result.spec.url, result.level)}`),
    row('Came', escapeXml(result.reason)),
    ...(isFinding ? [row('Fix', escapeXml(result.fix))] : []),
    ...(isFinding ? [row('Again', commandsOf(result).map(command).join(''))] : []),
  ];
  const frames = isFinding || result.verdict === 'untestable' ? renderFrames(source.framesOf(result), source) : '';
  return `<div class="${isOneOfMany ? 'at' : ''}"><dl>${rows.join('')}</dl>${frames}</div>`;
}

const row = (name: string, html: string) => `<dt>${name}</dt><dd>${html}</dd>`;
const command = (text: string) => `<pre class="command">${escapeXml(text, { maxLength: 10_000 })}</pre>`;

function commandsOf({ repro }: Result): string[] {
  return [repro.cli, repro.shell, repro.curl].filter((line) => line !== null);
}

/** The clause as a link where the document names a web address, else as text. */
function clauseLink(url: string, level: string): string {
  if (url === '') return '';
  const shown = `${escapeXml(level)}: ${escapeXml(url)}`;
  return /^https:\/\//.test(url) ? `<a href="${escapeXml(url)}" rel="noreferrer noopener">${shown}</a>` : shown;
}

function renderFrames(frames: readonly EncodedFrame[], { budget }: ItemSource): string {
  if (frames.length === 0) return '';
  const parts: string[] = [];
  for (const frame of frames.slice(0, maxFramesAResult)) {
    if (budget.characters <= 0) break;
    const { title, raw, decoded } = showFrame(frame, maxFrameLength);
    const html = [
      `<details class="frame" data-direction="${frame.direction}" open><summary>${escapeXml(title)}</summary>`,
      decoded === null
        ? `<pre>${lines(raw)}</pre>`
        : `<pre>${lines(decoded)}</pre><details class="raw"><summary>raw</summary><pre>${lines(raw)}</pre></details>`,
      '</details>',
    ].join('');
    budget.characters -= html.length;
    parts.push(html);
  }
  const left = frames.length - parts.length;
  const more = left > 0 ? `<p class="dim">${left} more frames are in the JSON report.</p>` : '';
  const title = `${frames.length} frame${frames.length === 1 ? '' : 's'}`;
  return `<details class="frames"><summary>${title}</summary>${parts.join('')}${more}</details>`;
}

/** The text is shown as cut by then; only line ends are wanted as they are. */
const lines = (text: string) => escapeXml(text, { keepLines: true, maxLength: Number.POSITIVE_INFINITY });

import type { BaselineReport, Result, RunDocument, Verdict } from '@mcp-lab/engine';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import { groupResults } from '@mcp-lab/engine/report/group-results';
import { groupOfArea, splitByGroup } from '@mcp-lab/engine/report/report-groups';
import { countVerdicts } from '@mcp-lab/engine/run/summarise-results';
import type { Style } from '../terminal/terminal.ts';
import { wrapText } from '../terminal/wrap-text.ts';

export interface PrettyOptions {
  style: Style;
  /** Also the checks that passed or did not apply. */
  verbose: boolean;
  /** Wraps longer lines; absent, they stay whole. */
  columns?: number | undefined;
  baseline?: BaselineReport | undefined;
}

const shownByDefault: readonly Verdict[] = ['fail', 'warn', 'error'];

/** The run for a person: who was tested, findings by area, the sum. */
export function reportPretty(document: RunDocument, options: PrettyOptions): string {
  const { style, verbose } = options;
  const lines = [...heading(document, style)];
  if (document.summary.outcome === 'unreachable') {
    lines.push('', style.red(escapePeerText(document.summary.reason ?? 'The server could not be reached.')));
    if (document.summary.hint) lines.push(escapePeerText(document.summary.hint));
    return `${lines.join('\n')}\n`;
  }
  const accepted = options.baseline?.accepted;
  const shown = document.results.filter(
    ({ id, verdict }) => verbose || (shownByDefault.includes(verdict) && !accepted?.has(id)),
  );
  for (const [area, results] of Map.groupBy(shown, (result) => result.area)) {
    const apart = ['conformance', 'functional'].includes(groupOfArea(area))
      ? ''
      : style.dim('  apart from conformance');
    lines.push('', `${style.bold(area)}${apart}`, ...groupResults(results).flatMap((group) => finding(group, options)));
  }
  lines.push(...describeBaseline(options));
  lines.push('', ...sum(document, style, verbose));
  return `${lines.join('\n')}\n`;
}

function heading({ profile, target, seed }: RunDocument, style: Style): string[] {
  const info = profile.serverInfo;
  const name = info ? `${String(info.name ?? 'unnamed')} ${String(info.version ?? '')}`.trim() : null;
  const address = target.kind === 'http' ? target.url : [target.command, ...target.args].join(' ');
  const spoken = [...profile.modern, ...profile.legacy.toReversed()].join(', ') || 'nothing';
  return [
    name
      ? `${style.bold(escapePeerText(name))}  ${style.dim(escapePeerText(address))}`
      : style.bold(escapePeerText(address)),
    style.dim(`${profile.transport} · speaks ${spoken} · seed ${seed}`),
  ];
}

function describeBaseline({ baseline, style }: PrettyOptions): string[] {
  if (baseline === undefined) return [];
  const said = ({ check, reason }: { check: string; reason: string }) => escapePeerText(`${check}: ${reason}`);
  return [
    '',
    style.bold('baseline'),
    `  ${baseline.accepted.size} findings accepted`,
    ...baseline.stale.map((entry) => `  ${style.red('stale')} ${said(entry)}; it no longer occurs, remove the entry`),
    ...baseline.expired.map((entry) => `  ${style.yellow('expired')} on ${entry.until} ${said(entry)}`),
    ...baseline.unverified.map((entry) => `  ${style.dim('not judged in this run')} ${said(entry)}`),
  ];
}

/** One finding; the same one at several revisions stands once, with all of them and what came at the first. */
function finding(group: readonly [Result, ...Result[]], { style, columns }: PrettyOptions): string[] {
  const [first] = group;
  const revisions = group.map((result) => result.revision).join(', ');
  const row = (name: string, text: string) => {
    const indent = name === '' ? 7 : 13;
    const wrapped = columns === undefined ? text : wrapText(text, columns, indent);
    return `       ${name === '' ? '' : style.dim(name.padEnd(6))}${wrapped}`;
  };
  const lines = [
    `  ${label(first.verdict, style)} ${escapePeerText(first.checkId)} ${style.dim(`(${first.level}, ${revisions})`)}`,
    row('', escapePeerText(first.reason)),
  ];
  if (first.verdict === 'fail' || first.verdict === 'warn') {
    // The command is to be copied: it is never broken.
    lines.push(row('fix', first.fix), ...(first.spec.url === '' ? [] : [row('spec', first.spec.url)]));
    lines.push(`       ${style.dim('again'.padEnd(6))}${escapePeerText(first.repro.cli)}`);
  }
  return lines;
}

function label(verdict: Verdict, style: Style): string {
  const text = { 'not-applicable': 'n/a ', untestable: 'none', error: 'ERR ' }[verdict as string] ?? verdict.padEnd(4);
  if (verdict === 'fail' || verdict === 'error') return style.red(text);
  if (verdict === 'warn') return style.yellow(text);
  return verdict === 'pass' ? style.green(text) : style.dim(text);
}

function sum(
  { summary, results, notRun, startedAt, finishedAt, transcript }: RunDocument,
  style: Style,
  verbose: boolean,
): string[] {
  const groups = splitByGroup(results);
  const lines = [
    ...groups.map(({ group, results: own }) => {
      const name = group.id === 'conformance' ? '' : `${group.title.toLowerCase()}, apart from conformance: `;
      return `${group.id === 'functional' ? 'functional cases: ' : name}${countsOf(own, style)}`;
    }),
    style.dim(
      `${((finishedAt - startedAt) / 1000).toFixed(1)} s, ${transcript.frames.length} frames, ${notRun.length} checks not run`,
    ),
  ];
  if (summary.reason) lines.push(style.yellow(`Incomplete: ${escapePeerText(summary.reason)}`));
  if (summary.hint) lines.push(escapePeerText(summary.hint));
  if (!verbose) lines.push(style.dim('--verbose lists the other checks; --reporter json=FILE keeps every frame.'));
  return lines;
}

function countsOf(results: readonly Result[], style: Style): string {
  const counts = countVerdicts(results);
  const parts = [
    style.green(`${counts.pass} passed`),
    counts.fail > 0 ? style.red(`${counts.fail} failed`) : '0 failed',
    counts.warn > 0 ? style.yellow(`${counts.warn} warnings`) : '0 warnings',
    `${counts.info} notes`,
    `${counts['not-applicable']} not applicable`,
    `${counts.untestable} untestable`,
    ...(counts.error > 0 ? [style.red(`${counts.error} harness errors`)] : []),
  ];
  return parts.join(', ');
}

import type { Verdict } from '../check/check.ts';
import type { EncodedFrame } from '../run/encode-frame.ts';
import type { Result } from '../run/result.ts';
import type { RunDocument } from '../run/run-document.ts';
import { countVerdicts } from '../run/summarise-results.ts';
import { describeNotRun, runFacts, serverTitle } from './describe-run.ts';
import { escapeMarkdown, fenceCode } from './escape-markdown.ts';
import { escapePeerText } from './escape-peer-text.ts';
import { indexEvidence } from './evidence-frames.ts';
import { groupResults } from './group-results.ts';
import { loadMarkdown } from './load/load-markdown.ts';
import { splitByGroup } from './report-groups.ts';
import type { RenderReport, ReportOptions } from './report-options.ts';
import { showFrame } from './show-frame.ts';
import { summariseRun, verdictOrder } from './summarise-run.ts';

const shownVerdicts: readonly Verdict[] = ['fail', 'error', 'warn', 'info'];
const maxFramesAFinding = 4;
const maxFrameLength = 1_500;

/** For a pull request, a job summary or a file. */
export const renderMarkdown: RenderReport = (run, options = {}) => {
  const groups = splitByGroup(run.results);
  const parts = [
    `# MCP report: ${escapeMarkdown(serverTitle(run))}`,
    `**${escapeMarkdown(summariseRun(run).headline)}**`,
    ...(run.summary.hint ? [escapeMarkdown(run.summary.hint)] : []),
    runFacts(run)
      .map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`)
      .join('\n'),
    ...(groups.length > 0 ? [countsTable(groups)] : []),
    ...(run.load === undefined ? [] : loadMarkdown(run.load)),
    ...baselinePart(options),
    ...groups.flatMap(({ group, results }) => findingsPart(group.title, results, run, options)),
    ...notJudgedPart(run),
  ];
  return `${parts.join('\n\n')}\n`;
};

function countsTable(groups: ReturnType<typeof splitByGroup>): string {
  const counts = groups.map(({ results }) => countVerdicts(results));
  const rows = verdictOrder
    .filter((verdict) => counts.some((one) => one[verdict] > 0))
    .map((verdict) => `| ${verdict} | ${counts.map((one) => one[verdict]).join(' | ')} |`);
  const head = `| verdict | ${groups.map(({ group }) => group.title).join(' | ')} |`;
  return [head, `|---|${'---:|'.repeat(groups.length)}`, ...rows].join('\n');
}

function baselinePart({ baseline }: ReportOptions): string[] {
  if (baseline === undefined) return [];
  const lines = [
    `${baseline.accepted.size} findings are accepted by the baseline.`,
    ...baseline.stale.map((entry) => `- **stale** entry ${escapeMarkdown(entry.check)}: its finding no longer occurs`),
    ...baseline.expired.map((entry) => `- **expired** entry ${escapeMarkdown(entry.check)}, since ${entry.until}`),
    ...baseline.unverified.map((entry) => `- not verified: ${escapeMarkdown(entry.check)} was not judged in this run`),
  ];
  return ['## Baseline', lines.join('\n')];
}

function findingsPart(title: string, results: readonly Result[], run: RunDocument, options: ReportOptions): string[] {
  const framesOf = indexEvidence(run);
  const groups = groupResults(results.filter(({ verdict }) => shownVerdicts.includes(verdict)));
  if (groups.length === 0) return [`## ${title}`, 'No findings.'];
  return [`## ${title}`, ...groups.flatMap((group) => findingPart(group, framesOf, options))];
}

function findingPart(
  group: [Result, ...Result[]],
  framesOf: (result: Result) => EncodedFrame[],
  { baseline }: ReportOptions,
): string[] {
  const [first] = group;
  const accepted = baseline?.accepted.get(first.id);
  const severity = first.severity === 'none' ? '' : `, ${first.severity}`;
  const clauses = group
    .filter(({ spec }) => spec.url !== '')
    .map(({ revision, spec }) => `[${revision}](${linkTarget(spec.url)})`);
  const clause = clauses.length > 0 ? ` (${clauses.join(', ')})` : '';
  const byHand = first.repro.shell ?? first.repro.curl;
  const frames = framesOf(first);
  const shown = frames.slice(0, maxFramesAFinding).map((frame) => {
    const { title, raw, decoded } = showFrame(frame, maxFrameLength);
    return `${title}\n${decoded ?? raw}`;
  });
  const more = frames.length - shown.length;
  return [
    `### ${first.verdict}: ${escapeMarkdown(first.checkId)} (${first.level}${severity})`,
    [
      `- expected: ${escapeMarkdown(first.title)}${clause}`,
      `- came: ${escapeMarkdown(first.reason)}`,
      `- fix: ${escapeMarkdown(first.fix)}`,
      ...(accepted ? [`- accepted by the baseline: ${escapeMarkdown(accepted.reason)}`] : []),
    ].join('\n'),
    commandBlock(first.repro.cli),
    ...(byHand === null ? [] : [folded('By hand', commandBlock(byHand))]),
    ...(shown.length > 0 ? [folded('Frames', fenceCode(shown.join('\n\n')))] : []),
    ...(more > 0 ? [`${more} more frames are in the JSON report.`] : []),
  ];
}

const commandBlock = (command: string) => fenceCode(escapePeerText(command, { maxLength: 8_000 }), 'sh');
const folded = (title: string, block: string) => `<details><summary>${title}</summary>\n\n${block}\n\n</details>`;

/** Only a web address, and nothing in it that would end the link. */
function linkTarget(url: string): string {
  return /^https:\/\/[^\s()<>\\]+$/.test(url) ? url : '#';
}

function notJudgedPart({ results, notRun }: RunDocument): string[] {
  const untestable = groupResults(results.filter(({ verdict }) => verdict === 'untestable'));
  const unrun = notRun.filter(({ why }) => why === 'excluded' || why === 'side-effects');
  const rest = notRun.length - unrun.length;
  const rows = [
    ...untestable.map(
      ([first]) => `| ${escapeMarkdown(first.checkId)} | untestable | ${escapeMarkdown(first.reason)} |`,
    ),
    ...unrun.map(
      (entry) => `| ${escapeMarkdown(entry.checkId)} | not run | ${escapeMarkdown(describeNotRun(entry))} |`,
    ),
  ];
  if (rows.length === 0 && rest === 0) return [];
  return [
    '## Not judged',
    ...(rows.length > 0 ? [['| check | | why |', '|---|---|---|', ...rows].join('\n')] : []),
    ...(rest > 0
      ? [`${rest} more checks were not run: they were not selected, or apply to another transport or revision.`]
      : []),
  ];
}

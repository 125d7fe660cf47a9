import { describeNotRun } from './describe-run.ts';
import { escapePeerText } from './escape-peer-text.ts';
import { groupOfArea } from './report-groups.ts';
import type { RenderReport } from './report-options.ts';

const header = [
  'group',
  'area',
  'check',
  'title',
  'level',
  'transport',
  'revision',
  'verdict',
  'severity',
  'accepted',
  'reason',
  'fix',
  'specification',
  'reproduce',
  'duration_ms',
];

/** RFC 4180, with a row for every result and every check that was not run. */
export const renderCsv: RenderReport = ({ results, notRun }, { baseline } = {}) => {
  const rows = results.map((result) => [
    groupOfArea(result.area),
    result.area,
    result.checkId,
    result.title,
    result.level,
    result.transport,
    result.revision,
    result.verdict,
    result.severity,
    baseline?.accepted.get(result.id)?.reason ?? '',
    result.reason,
    result.fix,
    result.spec.url,
    result.repro.cli,
    String(result.durationMs),
  ]);
  const left = notRun.map((entry) => {
    const { checkId } = entry;
    return ['', '', checkId, '', '', '', '', 'not-run', '', '', describeNotRun(entry), '', '', '', ''];
  });
  return [header, ...rows, ...left].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};

/** What a spreadsheet would take for a formula becomes text by an apostrophe in front (OWASP, CSV injection). */
function cell(value: string): string {
  const text = escapePeerText(value);
  const guarded = /^\s*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

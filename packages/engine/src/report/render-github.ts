import type { Result } from '../run/result.ts';
import { serverTitle } from './describe-run.ts';
import { escapePeerText } from './escape-peer-text.ts';
import { groupResults } from './group-results.ts';
import { groupOfArea } from './report-groups.ts';
import type { RenderReport } from './report-options.ts';
import { summariseRun } from './summarise-run.ts';

type Command = 'error' | 'warning' | 'notice';

/** Workflow commands for GitHub Actions: an annotation a finding, and one that sums up. For standard output. */
export const renderGithub: RenderReport = (run, { baseline } = {}) => {
  const digest = summariseRun(run);
  const open = digest.findings.filter((result) => !baseline?.accepted.has(result.id));
  const lines = groupResults(open).map((group) => annotateFinding(group));
  for (const entry of baseline?.stale ?? []) {
    lines.push(
      annotate('error', `stale baseline entry ${entry.check}`, 'The finding no longer occurs: remove the entry.'),
    );
  }
  const unfit = run.summary.outcome === 'unreachable' || run.summary.outcome === 'incomplete';
  lines.push(annotate(unfit ? 'error' : 'notice', `MCP: ${serverTitle(run)}`, escapePeerText(digest.headline)));
  return `${lines.join('\n')}\n`;
};

function annotateFinding([first, ...others]: [Result, ...Result[]]): string {
  const revisions = [first, ...others].map((result) => result.revision).join(', ');
  const group = groupOfArea(first.area);
  const title = `${escapePeerText(first.checkId)} (${group === 'conformance' ? '' : `${group}, `}${first.level}, ${revisions})`;
  const text = [
    escapePeerText(first.title),
    escapePeerText(first.reason),
    `Fix: ${first.fix}`,
    ...(first.spec.url ? [`Clause: ${first.spec.url}`] : []),
    `Again: ${escapePeerText(first.repro.cli)}`,
  ].join('\n');
  return annotate(first.verdict === 'warn' ? 'warning' : 'error', title, text);
}

function annotate(command: Command, title: string, text: string): string {
  return `::${command} title=${escapeProperty(title)}::${escapeData(text)}`;
}

/** The escapes of the runner's own toolkit; without them a peer could end the line and begin a command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

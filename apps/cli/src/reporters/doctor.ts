import type { DoctorReport, DoctorStep } from '@mcp-lab/contracts';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Style } from '../terminal/terminal.ts';
import { wrapText } from '../terminal/wrap-text.ts';

export interface DoctorStyle {
  style: Style;
  columns: number | undefined;
  verbose: boolean;
}

const titleWidth = 14;
const statusWidth = 6;

/** The verdict first, then what was looked at, step by step. */
export function reportDoctor(report: DoctorReport, options: DoctorStyle): string {
  const { style } = options;
  const { diagnosis, server } = report;
  const lines = [style.bold(escapePeerText(report.target))];
  if (diagnosis === null) {
    const name = [server?.name ?? 'It', server?.version ?? ''].join(' ').trim();
    const spoken = server === null ? '' : ` over ${server.transport}, at ${server.revisions.join(', ')}`;
    const warnings = report.steps.flatMap(({ findings }) => findings).length;
    const more =
      warnings === 0 ? '' : style.yellow(`, with ${warnings === 1 ? 'one warning' : `${warnings} warnings`}`);
    lines.push(`${style.green('connects')}  ${escapePeerText(name)}${spoken}${more}`);
  } else {
    lines.push(`${style.red('does not connect')}  ${escapePeerText(diagnosis.what)}`);
    lines.push(...said('why', diagnosis.why, options), ...said('do', diagnosis.fix, options));
  }
  lines.push('', ...report.steps.flatMap((step) => describeStep(step, report, options)));
  return `${lines.join('\n')}\n`;
}

function describeStep(step: DoctorStep, { diagnosis }: DoctorReport, options: DoctorStyle): string[] {
  const { style, verbose } = options;
  const colours = { ok: style.green, warn: style.yellow, fail: style.red, skipped: style.dim };
  const status = colours[step.status](step.status === 'skipped' ? 'skip' : step.status);
  const pad = ' '.repeat(Math.max(0, statusWidth - (step.status === 'skipped' ? 4 : step.status.length)));
  const lines = [
    `  ${status}${pad}${step.title.padEnd(titleWidth)}${wrap(step.seen, options, titleWidth + statusWidth + 2)}`,
  ];
  for (const finding of step.findings) {
    // The cause stands at the top already.
    if (diagnosis?.step === step.id && finding.what === diagnosis.what) continue;
    const mark = finding.level === 'fail' ? style.red('!') : style.yellow('!');
    const inset = ' '.repeat(statusWidth + 2);
    lines.push(`${inset}${mark} ${wrap(finding.what, options, statusWidth + 4)}`);
    lines.push(...[finding.why, finding.fix].map((text) => `${inset}  ${wrap(text, options, statusWidth + 4)}`));
  }
  const isTelling = step.status === 'fail' || step.status === 'warn';
  if (isTelling || verbose) {
    lines.push(...step.evidence.map((line) => style.dim(`${' '.repeat(statusWidth + 4)}${escapePeerText(line)}`)));
  }
  return lines;
}

function said(word: string, text: string, options: DoctorStyle): string[] {
  return [`  ${options.style.dim(word.padEnd(5))}${wrap(text, options, 7)}`];
}

function wrap(text: string, { columns }: DoctorStyle, indent: number): string {
  const safe = escapePeerText(text);
  return columns === undefined ? safe : wrapText(safe, columns, indent);
}

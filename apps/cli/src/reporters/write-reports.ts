import type { ReportOptions, RunDocument } from '@mcp-lab/engine';
import { renderGithub } from '@mcp-lab/engine/report/render-github';
import { reportFormats } from '@mcp-lab/engine/report/report-formats';
import type { CommandContext } from '../commands/command-context.ts';
import { ensureWritable, writeText } from '../files.ts';
import { reportPretty } from './pretty.ts';
import type { ReporterChoice } from './reporter-choice.ts';

export interface ReportSelection {
  reporters: readonly ReporterChoice[];
  /** The run as JSON alone on standard output. */
  json: boolean;
  verbose: boolean;
}

/** Told before the run, not after it. */
export function ensureReportsWritable({ reporters }: ReportSelection): void {
  for (const reporter of reporters) if ('file' in reporter) ensureWritable(reporter.file);
}

export function writeReports(
  document: RunDocument,
  options: ReportOptions,
  { reporters, json, verbose }: ReportSelection,
  { terminal, environment, randomSeed }: CommandContext,
): void {
  for (const reporter of reporters) {
    if ('file' in reporter) writeText(reporter.file, reportFormats[reporter.name].render(document, options));
  }
  if (json) {
    terminal.out(reportFormats.json.render(document));
    return;
  }
  const wants = (name: ReporterChoice['name']) => reporters.some((reporter) => reporter.name === name);
  if (reporters.length === 0 || wants('pretty')) {
    const { outStyle: style, outColumns: columns } = terminal;
    const text = reportPretty(document, { style, verbose, columns, baseline: options.baseline });
    terminal.out(environment.GITHUB_ACTIONS === 'true' ? stopCommands(text, randomSeed()) : text);
  }
  if (wants('github')) terminal.out(renderGithub(document, options));
}

/** A runner takes any line that begins with `::` for a command, and a peer's name may be such a line. */
function stopCommands(text: string, token: number): string {
  return `::stop-commands::mcp-lab-${token}\n${text}::mcp-lab-${token}::\n`;
}

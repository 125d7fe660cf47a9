import { type ReportFormatName, reportFormats } from '@mcp-lab/engine/report/report-formats';
import { InvalidArgumentError } from 'commander';

/** Where one report goes: standard output, or a file in one of the engine's formats. */
export type ReporterChoice = { name: 'pretty' | 'github' } | { name: ReportFormatName; file: string };

const formatNames = Object.keys(reportFormats) as ReportFormatName[];
export const reporterNames = `pretty, github, ${formatNames.map((name) => `${name}=FILE`).join(', ')}`;

export function parseReporter(text: string): ReporterChoice {
  if (text === 'pretty' || text === 'github') return { name: text };
  const at = text.indexOf('=');
  const name = formatNames.find((known) => known === text.slice(0, at));
  const file = text.slice(at + 1);
  if (at < 0 || name === undefined || file === '') throw new InvalidArgumentError(`Write one of ${reporterNames}.`);
  return { name, file };
}

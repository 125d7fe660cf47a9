import type { ConfigProblem } from '@mcp-lab/engine';
import { clientFormats } from '@mcp-lab/engine/client-config/index';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { Examination, ExaminedFile, ExaminedServer } from '../doctor/examine-configs.ts';
import { type DoctorStyle, reportDoctor } from './doctor.ts';

/** Each file with what is wrong in it, then each of its servers. */
export function reportConfigs({ files, differences }: Examination, options: DoctorStyle): string {
  const { style } = options;
  const blocks = files.map((file) => describeFile(file, options));
  if (differences.length > 0) {
    const lines = differences.map(({ message }) => `  ${style.yellow('!')} ${escapePeerText(message)}`);
    blocks.push([style.bold('Between the files'), ...lines].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

function describeFile({ file, format, problems, servers }: ExaminedFile, options: DoctorStyle): string {
  const { style } = options;
  const owner = format === null ? '' : style.dim(`  read as the config of ${clientFormats[format].title}`);
  const lines = [`${style.bold(escapePeerText(file))}${owner}`];
  if (problems.length === 0) lines.push(`  ${style.green('ok')}    nothing odd in the file`);
  lines.push(...problems.map((problem) => describeProblem(file, problem, options)));
  const shown = servers.filter(({ skipped }) => skipped !== 'Only the config was read.');
  return [lines.join('\n'), ...shown.map((server) => describeServer(server, options))].join('\n\n');
}

/** `file:line:column` is what editors and terminals make a link of. */
function describeProblem(file: string, problem: ConfigProblem, { style }: DoctorStyle): string {
  const { level, line, column, server, message, fix, rule } = problem;
  const colour = { error: style.red, warning: style.yellow, info: style.dim }[level];
  const about = server === null ? '' : `${escapePeerText(server)}: `;
  const place = style.dim(`${escapePeerText(file)}:${line}:${column} ${rule}`);
  return `  ${colour(level.padEnd(8))}${about}${escapePeerText(message)}\n          ${escapePeerText(fix)}  ${place}`;
}

function describeServer({ name, project, report, skipped, problem }: ExaminedServer, options: DoctorStyle): string {
  const { style } = options;
  const title =
    style.bold(escapePeerText(name)) + (project === null ? '' : style.dim(`  in ${escapePeerText(project)}`));
  if (skipped !== null) return `${title}  ${style.dim(`skipped: ${skipped}`)}`;
  if (problem !== null) return `${title}  ${style.red('does not connect')}  ${escapePeerText(problem)}`;
  return report === null ? title : `${title}  ${reportDoctor(report, options).trimEnd()}`;
}

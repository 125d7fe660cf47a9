import { resolve } from 'node:path';
import type { DoctorReport, ImportFormat } from '@mcp-lab/contracts';
import type { ConfigProblem, RawConfig, RawEntry } from '@mcp-lab/engine';
import {
  type ConfigDifference,
  clientFormats,
  compareConfigs,
  lintConfig,
  readShared,
  resolveTarget,
} from '@mcp-lab/engine/client-config/index';
import { diagnoseServer } from '@mcp-lab/engine/doctor/diagnose-server';
import { desktopPathOf } from '@mcp-lab/engine/doctor/doctor-options';
import type { CommandContext } from '../commands/command-context.ts';
import { UsageError } from '../usage-error.ts';
import { readConfig } from './read-config.ts';

export interface ExaminedServer {
  name: string;
  /** The project it belongs to, in a file that holds several. */
  project: string | null;
  /** Null when it was not started or called; `skipped` or `problem` says why. */
  report: DoctorReport | null;
  skipped: string | null;
  /** Why there is nothing to start. */
  problem: string | null;
}

export interface ExaminedFile {
  file: string;
  /** Null when it is no config that is known. */
  format: ImportFormat | null;
  problems: ConfigProblem[];
  servers: ExaminedServer[];
}

export interface Examination {
  files: ExaminedFile[];
  differences: ConfigDifference[];
}

export interface ExamineOptions {
  /** Names; empty means all. */
  servers: readonly string[];
  connect: boolean;
  format: ImportFormat | undefined;
  timeoutMs: number;
  context: CommandContext;
}

/** Lints config files and, unless told not to, starts or calls each of their servers, one after the other. */
export async function examineConfigs(files: readonly string[], options: ExamineOptions): Promise<Examination> {
  const read = files.map((file) => ({ file, config: readConfig(file, options.format) }));
  const sound = read.flatMap(({ file, config }) => (typeof config === 'string' ? [] : [{ file, config }]));
  requireNames(sound, options.servers);
  const examined: ExaminedFile[] = [];
  for (const { file, config } of read) {
    examined.push(typeof config === 'string' ? unreadable(file, config) : await examineFile(file, config, options));
  }
  return { files: examined, differences: compareConfigs(sound) };
}

function requireNames(read: readonly { config: RawConfig }[], wanted: readonly string[]): void {
  const names = read.flatMap(({ config }) => config.entries.map(({ name }) => name));
  const missing = wanted.find((name) => !names.includes(name));
  if (missing === undefined) return;
  throw new UsageError(`No server is called ${missing}. There are: ${names.join(', ') || 'none'}.`);
}

function unreadable(file: string, reason: string): ExaminedFile {
  const [, line, column] = /line (\d+), column (\d+)/.exec(reason) ?? [];
  const place = { line: Number(line ?? 1), column: Number(column ?? 1) };
  const message = `The client cannot read this file: ${reason}.`;
  const problem: ConfigProblem = { rule: 'file', level: 'error', server: null, message, fix: 'Correct it.', ...place };
  return { file, format: null, problems: [problem], servers: [] };
}

async function examineFile(file: string, config: RawConfig, options: ExamineOptions): Promise<ExaminedFile> {
  const { environment, terminal } = options.context;
  const wanted = config.entries.filter(({ name }) => options.servers.length === 0 || options.servers.includes(name));
  const problems = lintConfig(config, { file, environment, platform: process.platform }).filter(
    ({ server }) => server === null || wanted.some(({ name }) => name === server),
  );
  const servers: ExaminedServer[] = [];
  for (const entry of wanted) {
    if (terminal.interactive && options.connect) terminal.err(`Looking at ${entry.name} …\r`);
    servers.push(await examineServer(file, config, entry, options));
    if (options.context.signal.aborted) break;
  }
  if (terminal.interactive && options.connect) terminal.err('\u001b[2K');
  return { file, format: config.format, problems, servers };
}

async function examineServer(
  file: string,
  config: RawConfig,
  entry: RawEntry,
  { connect, servers, timeoutMs, context }: ExamineOptions,
): Promise<ExaminedServer> {
  const { name, project, syntaxProblem } = entry;
  const examined: ExaminedServer = { name, project, report: null, skipped: null, problem: null };
  if (!connect) return { ...examined, skipped: 'Only the config was read.' };
  if (syntaxProblem !== null) return { ...examined, problem: `Its text is broken: ${syntaxProblem}.` };
  if (readShared(entry)?.disabled === true && !servers.includes(name))
    return { ...examined, skipped: 'It is switched off in the config.' };
  const { environment, signal } = context;
  const resolved = await resolveTarget(entry, { format: config.format, file: resolve(file), environment });
  if (typeof resolved === 'string') return { ...examined, problem: resolved };
  const report = await diagnoseServer({
    ...resolved,
    environment,
    desktopPath: clientFormats[config.format].seesShellPath ? null : desktopPathOf(process.platform),
    timeoutMs,
    signal,
  });
  return { ...examined, report };
}

import { findConfigFiles } from '@mcp-lab/engine/client-config/index';
import { diagnoseServer } from '@mcp-lab/engine/doctor/diagnose-server';
import { type DoctorOptions, desktopPathOf } from '@mcp-lab/engine/doctor/doctor-options';
import { WireError } from '@mcp-lab/wire';
import { type Command, Option } from 'commander';
import {
  type ClientName,
  clientNames,
  formatOfClient,
  type TargetClient,
  targetClients,
} from '../doctor/client-names.ts';
import { convertFile } from '../doctor/convert-file.ts';
import { examineConfigs } from '../doctor/examine-configs.ts';
import { exitCodes } from '../exit-codes.ts';
import { reportDoctor } from '../reporters/doctor.ts';
import { reportConfigs } from '../reporters/doctor-configs.ts';
import { addTargetOptions, collectWith, parseTarget, type TargetOptions } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

interface DoctorCommandOptions extends TargetOptions {
  server: string[];
  connect: boolean;
  installed: boolean;
  as?: ClientName;
  convert?: TargetClient;
  json: boolean;
  verbose: boolean;
}

/** The start of a process that has to be downloaded first takes its time. */
const defaultTimeoutSeconds = 15;

export function addDoctorCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .description(
      "why a server does not connect; with a client's config file: what is wrong in it, and with each server",
    )
    .usage('[options] [CONFIG...] | --url URL | -- COMMAND [ARGS...]')
    .option('--server <name>', 'only this server of the config; repeatable', collectWith(String), [])
    .option('--no-connect', 'only read the config, start and call nothing')
    .option('--installed', 'the config files of the clients on this machine', false)
    .addOption(new Option('--as <client>', 'whose config it is; else its name and form tell').choices(clientNames))
    .addOption(new Option('--convert <client>', 'print the config as another client reads it').choices(targetClients))
    .option('--json', 'as JSON on standard output', false)
    .option('--verbose', 'also the evidence of steps that are in order', false);
  addTargetOptions(command);
  command.options.find((option) => option.attributeName() === 'timeout')?.default(defaultTimeoutSeconds);
  command.setOptionValueWithSource('timeout', defaultTimeoutSeconds, 'default');
  command.action(async (words: string[], options: DoctorCommandOptions) => {
    try {
      await runDoctor(words, options, context);
    } catch (error) {
      if (!(error instanceof WireError) || error.code !== 'aborted') throw error;
      context.exit(exitCodes.interrupted);
    }
  });
}

async function runDoctor(words: string[], options: DoctorCommandOptions, context: CommandContext): Promise<void> {
  const timeoutMs = options.timeout * 1000;
  const { files, argv } = splitWords(words, context.argv);
  const configs = options.installed ? await findInstalled(context) : files;
  if (configs.length === 0) await examineTarget(argv, options, { timeoutMs, context });
  else if (argv.length > 0 || options.url !== undefined) {
    throw new UsageError('Give either config files, or a server by --url or after --.');
  } else if (options.convert !== undefined) await convertFile(configs, { ...options, to: options.convert }, context);
  else await examineFiles(configs, options, { timeoutMs, context });
}

interface Scene {
  timeoutMs: number;
  context: CommandContext;
}

async function examineTarget(
  argv: string[],
  options: DoctorCommandOptions,
  { timeoutMs, context }: Scene,
): Promise<void> {
  const { environment, terminal } = context;
  if (options.convert !== undefined || options.server.length > 0) throw new UsageError('Name the config file.');
  if (argv.length === 0 && options.url === undefined) {
    throw new UsageError('Name a config file, or a server: --url URL, or -- COMMAND ARGS..., or --installed.');
  }
  const given = [...options.env, ...options.header].map(([name]) => name);
  const settings: DoctorOptions = {
    target: parseTarget(argv, options, environment),
    given,
    declared: options.transport,
    environment,
    desktopPath: desktopPathOf(process.platform),
    timeoutMs,
    signal: context.signal,
  };
  const report = await diagnoseServer(settings);
  const { outStyle: style, outColumns: columns } = terminal;
  terminal.out(
    options.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : reportDoctor(report, { style, columns, verbose: options.verbose }),
  );
  context.exit(report.connects ? exitCodes.passed : exitCodes.unreachable);
}

async function examineFiles(
  files: string[],
  options: DoctorCommandOptions,
  { timeoutMs, context }: Scene,
): Promise<void> {
  const { terminal } = context;
  const { server: servers, connect } = options;
  const format = options.as && formatOfClient(options.as);
  const examination = await examineConfigs(files, { servers, connect, format, timeoutMs, context });
  const { outStyle: style, outColumns: columns } = terminal;
  terminal.out(
    options.json
      ? `${JSON.stringify(examination, null, 2)}\n`
      : reportConfigs(examination, { style, columns, verbose: options.verbose }),
  );
  const hasErrors = examination.files.some(({ problems }) => problems.some(({ level }) => level === 'error'));
  // Of a file the client cannot read it starts nothing.
  const isOut = examination.files.some(
    (file) =>
      (connect && file.format === null) ||
      file.servers.some(({ report, problem }) => report?.connects === false || problem !== null),
  );
  context.exit(isOut ? exitCodes.unreachable : hasErrors ? exitCodes.findings : exitCodes.passed);
}

/** What stands before `--` names files, what stands after it a command: only the command line as written tells. */
function splitWords(words: string[], written: readonly string[]): { files: string[]; argv: string[] } {
  const at = written.indexOf('--');
  const behind = at < 0 ? 0 : written.length - at - 1;
  return { files: words.slice(0, words.length - behind), argv: words.slice(words.length - behind) };
}

async function findInstalled({ environment }: CommandContext): Promise<string[]> {
  const files = await findConfigFiles(environment, process.platform, process.cwd());
  if (files.length === 0) throw new UsageError('No config file of a client that is known was found on this machine.');
  return files;
}

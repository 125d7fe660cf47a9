import { convertConfig } from '@mcp-lab/engine/client-config/index';
import { escapePeerText } from '@mcp-lab/engine/report/escape-peer-text';
import type { CommandContext } from '../commands/command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import { type ClientName, formatOfClient, type TargetClient } from './client-names.ts';
import { readConfig } from './read-config.ts';

interface ConvertOptions {
  to: TargetClient;
  as?: ClientName;
  server: string[];
  json: boolean;
}

/** Prints a config as another client reads it; what is left to do goes to standard error. */
export function convertFile(files: readonly string[], options: ConvertOptions, context: CommandContext): void {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw new UsageError('--convert takes one config file.');
  const config = readConfig(file, options.as && formatOfClient(options.as));
  if (typeof config === 'string') throw new UsageError(`${file} cannot be converted: ${config}.`);
  const chosen = options.server.length === 0;
  const entries = config.entries.filter(({ name }) => chosen || options.server.includes(name));
  if (entries.length === 0) throw new UsageError(`${file} holds no such server.`);
  const converted = convertConfig({ ...config, entries }, formatOfClient(options.to));
  const { terminal } = context;
  if (options.json) terminal.out(`${JSON.stringify(converted, null, 2)}\n`);
  else {
    terminal.out(converted.text);
    for (const { server, message } of converted.notes) {
      terminal.err(`${escapePeerText(server === null ? message : `${server}: ${message}`)}\n`);
    }
  }
  context.exit(exitCodes.passed);
}

import type { SuiteFile } from '@mcp-lab/contracts';
import type { SuiteSettings } from '@mcp-lab/engine';
import type { Revision, Target } from '@mcp-lab/wire';
import type { Command } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import { addReportOptions, type ReportOptions } from './reporters/report-options.ts';
import { signIn } from './sign-in.ts';
import { chooseRevisions, toldInputs } from './suite-options.ts';
import { collectWith, parseRevision, parseSeconds, parseSeed, type TargetOptions } from './target-options.ts';

/** The options of a run in which a load goes on. */
export interface MeasuredRunOptions extends TargetOptions, ReportOptions {
  suiteFile?: string;
  revision: Revision[];
  allowAnyTool: boolean;
  maxRun?: number;
  seed?: number;
}

interface Words {
  suiteFile: string;
  maxRun: string;
  seed: string;
  results: string;
}

export function addMeasuredRunOptions(command: Command, words: Words): Command {
  command
    .option('--suite-file <file>', words.suiteFile)
    .option(
      '--revision <date>',
      'this protocol revision; default: the newest it speaks',
      collectWith(parseRevision),
      [],
    )
    .option('--allow-any-tool', 'call tools that do not declare readOnlyHint, too', false)
    .option('--max-run <seconds>', words.maxRun, parseSeconds)
    .option('--seed <n>', words.seed, parseSeed);
  return addReportOptions(command, words.results);
}

/** What the options and the suite file say of the run; signs in where the suite file says how. */
export async function measuredRunSettings(
  target: Target,
  options: MeasuredRunOptions,
  suite: SuiteFile | undefined,
  context: CommandContext,
): Promise<Omit<SuiteSettings, 'only' | 'skip' | 'onProgress'>> {
  const transport = options.transport ?? suite?.transport;
  return {
    ...(await signIn(target, suite?.auth, context)),
    seed: options.seed ?? context.randomSeed(),
    toolVersion: context.version,
    signal: context.signal,
    revisions: chooseRevisions(options.revision, suite),
    transports: transport === undefined ? undefined : [transport],
    inputs: toldInputs(suite, options.allowAnyTool),
    maxRunMs: options.maxRun === undefined ? undefined : options.maxRun * 1000,
  };
}

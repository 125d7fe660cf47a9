import type { RunDocument } from '@mcp-lab/engine';
import { type Command, Option } from 'commander';
import { type FailOn, failOnLevels } from '../exit-codes.ts';
import { readRunFile } from '../read-run-file.ts';
import { judgeAgain } from '../replay/judge-again.ts';
import { sendAgain } from '../replay/send-again.ts';
import { addTargetOptions, type TargetOptions } from '../target-options.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

export interface ReplayOptions extends TargetOptions {
  judge: boolean;
  send: boolean;
  json: boolean;
  suiteFile?: string;
  snapshot?: string;
  allowSideEffects: boolean;
  failOn: FailOn;
}

export function addReplayCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('replay')
    .description('judge a stored run by the rules of this build, or send what failed again')
    .argument('<run>', 'a run that mcp-lab test --reporter json=FILE wrote')
    .option('--judge', 'judge the stored frames again; nothing is sent, checks with sessions of their own are left out')
    .option('--send', 'run the checks that failed again, with the same seed: FIXED or FAILED for each')
    .option('--suite-file <file>', 'with --send: what only you know about the server, and the functional cases')
    .option('--snapshot <file>', 'with --send: what the server was, as test --suite security was given it')
    .option('--allow-side-effects', 'with --send: also checks that may change the state of the server', false)
    .addOption(new Option('--fail-on <level>', 'which verdicts count as failed').choices(failOnLevels).default('fail'))
    .option('--json', 'the outcome as JSON on standard output', false);
  addTargetOptions(command)
    .addHelpText(
      'after',
      '\nWithout a server, --send takes the one of the run. Its secrets are not stored: give --header and --env again.',
    )
    .action(async (file: string, argv: string[], options: ReplayOptions) => {
      if (Boolean(options.judge) === Boolean(options.send)) throw new UsageError('Give either --judge or --send.');
      const run: RunDocument = readRunFile(file);
      context.exit(await (options.judge ? judgeAgain(run, options, context) : sendAgain(run, argv, options, context)));
    });
}

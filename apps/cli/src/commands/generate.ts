import { generateCases } from '@mcp-lab/engine/functional/generate-cases';
import { printCases } from '@mcp-lab/engine/functional/print-cases';
import { inspectServer } from '@mcp-lab/engine/inspect/inspect-server';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addTargetOptions, parseTarget, type TargetOptions } from '../target-options.ts';
import type { CommandContext } from './command-context.ts';

export function addGenerateCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('generate')
    .description('a suite file to start from, with functional cases made of what a server publishes')
    .option('--any-tool', 'also cases for tools that do not declare readOnlyHint', false);
  addTargetOptions(command).action(async (argv: string[], options: TargetOptions & { anyTool: boolean }) => {
    const { terminal } = context;
    const { profile, surface } = await inspectServer({
      target: parseTarget(argv, options, context.environment),
      requestTimeoutMs: options.timeout * 1000,
      transport: options.transport,
      signal: context.signal,
    });
    if (profile.failure) {
      terminal.err(`${profile.failure.message}\n${profile.failure.hint}\n`);
      context.exit(exitCodes.unreachable);
      return;
    }
    const generated = generateCases(surface, { anyTool: options.anyTool });
    terminal.out(printCases(generated));
    terminal.err(
      `${generated.cases.length} cases. Save them and run: mcp-lab test --suite functional --suite-file FILE -- …\n`,
    );
    context.exit(context.signal.aborted ? exitCodes.interrupted : exitCodes.passed);
  });
}

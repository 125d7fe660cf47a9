import { existsSync } from 'node:fs';
import { appendCases } from '@mcp-lab/engine/functional/append-cases';
import { casesOfFuzz } from '@mcp-lab/engine/fuzz/report/cases-of-fuzz';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { readText, writeText } from '../files.ts';
import { readRunFile } from '../read-run-file.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

export function addFuzzCasesCommand(program: Command, context: CommandContext): void {
  program
    .command('fuzz-cases')
    .description('functional cases of what the fuzz suite found: red until it is mended, and a guard from then on')
    .argument('<run>', 'a run that mcp-lab test --suite fuzz --reporter json=FILE wrote')
    .option('--into <file>', 'add them to this suite file (YAML or JSON), which is begun where there is none')
    .action((file: string, { into }: { into?: string }) => {
      const { terminal } = context;
      const generated = casesOfFuzz(readRunFile(file).results);
      for (const line of generated.leftOut) terminal.err(`left out: ${line}\n`);
      const added = appendCases(into !== undefined && existsSync(into) ? readText(into) : '', generated);
      if ('problem' in added) throw new UsageError(`${into}: ${added.problem}`);
      if (into === undefined) terminal.out(added.text);
      else {
        writeText(into, added.text);
        const command = `mcp-lab test --suite functional --suite-file ${into} -- …`;
        terminal.err(`${added.count} cases added to ${into}. Run: ${command}\n`);
      }
      context.exit(exitCodes.passed);
    });
}

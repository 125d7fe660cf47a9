import { suiteFileJsonSchema } from '@mcp-lab/contracts';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

export function addSchemaCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('schema')
    .description('the JSON Schema of suite files, for editors')
    .action(() => terminal.out(`${JSON.stringify(suiteFileJsonSchema(), null, 2)}\n`));
}

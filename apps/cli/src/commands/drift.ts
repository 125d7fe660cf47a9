import { classifyDrift } from '@mcp-lab/engine/drift/classify-drift';
import { formatSnapshot, snapshotOf } from '@mcp-lab/engine/drift/snapshot';
import { inspectServer } from '@mcp-lab/engine/inspect/inspect-server';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { ensureWritable, writeText } from '../files.ts';
import { readSnapshot } from '../read-snapshot.ts';
import { addTargetOptions, parseTarget, type TargetOptions } from '../target-options.ts';
import type { CommandContext } from './command-context.ts';
import { reportUnreachable } from './report-unreachable.ts';
import { showChanges } from './show-changes.ts';

interface DriftOptions extends TargetOptions {
  json: boolean;
  accept: boolean;
}

export function addDriftCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('drift')
    .description('what changed on a server since a snapshot: exit code 1 on breaking or suspicious changes')
    .argument('<snapshot>', 'a file that mcp-lab inspect --save-snapshot FILE wrote')
    .option('--accept', 'write what the server offers now into the file', false)
    .option('--json', 'the changes as JSON on standard output', false);
  addTargetOptions(command).action(async (file: string, argv: string[], options: DriftOptions) => {
    const { terminal } = context;
    const before = readSnapshot(file);
    if (options.accept) ensureWritable(file);
    const inspection = await inspectServer({
      target: parseTarget(argv, options, context.environment),
      requestTimeoutMs: options.timeout * 1000,
      transport: options.transport,
      // What a newer revision tells otherwise is no change of the server.
      revision: before.revision,
      signal: context.signal,
    });
    if (reportUnreachable(inspection.profile, context)) return;
    const after = snapshotOf(inspection);
    const report = classifyDrift(before, after);
    terminal.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : showChanges(report, terminal.outStyle));
    if (options.accept) {
      writeText(file, formatSnapshot(after));
      terminal.err(`Accepted: ${file} holds what the server offers now.\n`);
    }
    const isFinding = report.worst === 'breaking' || report.worst === 'suspicious';
    context.exit(isFinding && !options.accept ? exitCodes.findings : exitCodes.passed);
  });
}

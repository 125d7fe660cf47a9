import { spawn } from 'node:child_process';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'mcp-lab');

export interface Outcome {
  code: number | null;
  stdout: string;
}

/** The command line as a user calls it. Resolves when it has ended. */
export function runCli(args: readonly string[]): Promise<Outcome> {
  const child = spawn(cli, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });
}

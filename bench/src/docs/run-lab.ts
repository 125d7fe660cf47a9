import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunDocument } from '@mcp-lab/engine/run/run-document';

const cli = join(import.meta.dirname, '../../../apps/cli/bin/mcp-lab.mjs');

export interface LabRun {
  outcome: RunDocument['summary']['outcome'];
  counts: RunDocument['summary']['counts'];
  results: RunDocument['results'];
  /** What failed, warned or was an error of ours. */
  findings: RunDocument['results'];
  /** Connections of the run: over stdio, processes that were started. */
  connections: number;
  /** From the start of the command to its end. */
  seconds: number;
}

/** `mcp-lab test` as a user calls it. */
export async function runLab(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<LabRun> {
  const begin = performance.now();
  const options = ['test', '--json', '--seed', '1', '--max-run', '900'];
  const child = spawn(process.execPath, [cli, ...options, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const told: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => told.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - begin) / 1000;
  if (told.length === 0) throw new Error(`mcp-lab ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr)}`);
  const { summary, results, connections } = JSON.parse(Buffer.concat(told).toString('utf8')) as RunDocument;
  const findings = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'error');
  const { outcome, counts } = summary;
  return { outcome, counts, results, findings, connections: connections.length, seconds };
}

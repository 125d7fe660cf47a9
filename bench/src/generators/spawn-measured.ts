import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface MeasuredRun {
  stdout: string;
  seconds: number;
  /** Of the program and all it waited for, its start included. */
  cpuSeconds: number;
}

/** The shell's `times` tells what its children used; the program's own output goes to a pipe of its own. */
const script = '"$@" >&3 3>&-; code=$?; times; exit $code';

/** Runs a program to its end. Throws Error when it fails. */
export async function spawnMeasured(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<MeasuredRun> {
  const startedMs = performance.now();
  const child = spawn('/bin/sh', ['-c', script, 'sh', command, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const read = (pipe: number) => text(child.stdio[pipe] as Readable);
  const ended = new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  const [times, errors, stdout, code] = await Promise.all([read(1), read(2), read(3), ended]);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors.slice(-500)}${stdout.slice(-500)}`);
  const used = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuSeconds = used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { stdout, seconds: (performance.now() - startedMs) / 1000, cpuSeconds };
}

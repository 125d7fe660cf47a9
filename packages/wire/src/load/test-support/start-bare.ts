import { spawn } from 'node:child_process';

/** The URL of a fixture that prints it to stderr, the bare one, in a process of its own, which `cleanups` gets the end of. */
export async function startBare(program: string, cleanups: (() => unknown)[], ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [program, 'http', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  cleanups.push(() => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (text: Buffer) => {
      const url = /https?:\S+/.exec(text.toString())?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`exited with ${code}`)));
  });
}

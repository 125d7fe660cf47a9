import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Guardian {
  /** Has it look once more and leave; resolves when it has gone. */
  release(): Promise<void>;
}

/**
 * Starts a process of its own that outlives this one just long enough to end everything whose cookie begins with
 * `cookiePrefix`. It holds a pipe to this process: its end is the sign, and nothing else has to work for it.
 */
export async function startGuardian(cookiePrefix: string): Promise<Guardian> {
  const guardian = spawn(process.execPath, [join(import.meta.dirname, 'guardian-main.ts'), cookiePrefix], {
    // In a session of its own: what is sent to our group is not sent to it.
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => {
    guardian.once('exit', () => resolve());
    guardian.once('error', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    guardian.once('spawn', resolve);
    guardian.once('error', reject);
  });
  guardian.unref();
  // A pipe keeps the event loop alive although the process does not; that it breaks says only that nobody listens.
  if ('unref' in guardian.stdin && typeof guardian.stdin.unref === 'function') guardian.stdin.unref();
  guardian.stdin.on('error', () => {});
  return {
    async release() {
      guardian.ref();
      guardian.stdin.end();
      await gone;
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server that is a Node program in a process of its own while `use` goes on; its URL is the first line it prints. */
export async function withHttpServer<T>(args: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
  // Some leave when their stdin ends.
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
    return await use(url);
  } finally {
    child.kill('SIGKILL');
  }
}

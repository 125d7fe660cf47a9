import { join } from 'node:path';
import { spawnMeasured } from './spawn-measured.ts';

export interface MemoryRow {
  over: string;
  calls: number;
  /** On the heap after a full collection. */
  keptMiB: number;
  /** Resident, garbage that is not collected yet included. */
  grownMiB: number;
}

/**
 * How much memory a process holds more after so many calls through one load session than after the first fifth of them,
 * in which Node compiles and sizes its heap. Without a URL over stdio.
 */
export async function measureMemory(calls: number, url: string | undefined): Promise<MemoryRow> {
  const place = url === undefined ? [process.execPath, join(import.meta.dirname, 'canned-stdio-server.ts')] : [url];
  const args = ['--expose-gc', join(import.meta.dirname, 'run-memory.ts'), String(calls), ...place];
  const { stdout } = await spawnMeasured(process.execPath, args, {});
  const grown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Pick<MemoryRow, 'keptMiB' | 'grownMiB'>;
  return { over: url === undefined ? 'stdio' : 'HTTP', calls, ...grown };
}

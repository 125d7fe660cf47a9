import { join } from 'node:path';
import { spawnMeasured } from './spawn-measured.ts';

export interface MemoryRow {
  over: string;
  calls: number;
  grownMiB: number;
}

/**
 * How much the resident memory of a process grows over so many calls through one load session, after the first twentieth
 * of them. Without a URL over stdio.
 */
export async function measureMemory(calls: number, url: string | undefined): Promise<MemoryRow> {
  const place = url === undefined ? [process.execPath, join(import.meta.dirname, 'canned-stdio-server.ts')] : [url];
  const args = [join(import.meta.dirname, 'run-memory.ts'), String(calls), ...place];
  const { stdout } = await spawnMeasured(process.execPath, args, {});
  const { grownMiB } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { grownMiB: number };
  return { over: url === undefined ? 'stdio' : 'HTTP', calls, grownMiB };
}

import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessInfo {
  pid: number;
  command: string;
  rssBytes: number;
}

/** All processes below `root`, itself included. Linux only: reads /proc. */
export function processTree(root: number): ProcessInfo[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readProc(name, 'stat');
    // The program's name stands in brackets and may hold blanks; the fields after it do not.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid !== 0 && (pid === root || isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow).map((pid) => ({
    pid,
    command: (readProc(String(pid), 'cmdline') ?? '').replaceAll('\0', ' ').trim(),
    rssBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(readProc(String(pid), 'status') ?? '')?.[1] ?? 0) * 1024,
  }));
}

/** A process may be gone between the listing and the reading. */
function readProc(pid: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';
import { findProcesses } from '@mcp-lab/wire';

/** What the processes of a session use at this moment. */
export interface Usage {
  rssBytes: number;
  /** Of one core since the last look; 0 at the first. */
  cpuPercent: number;
}

/** Linux reports CPU time in hundredths of a second on every architecture Node supports. */
const ticksPerSecond = 100;

/** Reads /proc for a child that leads its own session, and everything it started. Null where there is no /proc, or nobody left. */
export function createUsageReader(sessionId: number, nowMs: () => number): () => Usage | null {
  const ticksBefore = new Map<number, number>();
  let lookedAt = nowMs();
  return () => {
    const pids = findProcesses({ sessionId });
    if (pids.length === 0) return null;
    const at = nowMs();
    let rssBytes = 0;
    let ticks = 0;
    for (const pid of pids) {
      const stat = readStat(pid);
      if (stat === null) continue;
      rssBytes += readRssBytes(pid);
      ticks += Math.max(0, stat.ticks - (ticksBefore.get(pid) ?? stat.ticks));
      ticksBefore.set(pid, stat.ticks);
    }
    for (const pid of ticksBefore.keys()) if (!pids.includes(pid)) ticksBefore.delete(pid);
    const seconds = (at - lookedAt) / 1000;
    lookedAt = at;
    return { rssBytes, cpuPercent: seconds > 0 ? (ticks / ticksPerSecond / seconds) * 100 : 0 };
  };
}

function readStat(pid: number): { ticks: number } | null {
  const text = readProcess(pid, 'stat');
  if (text === null) return null;
  // The name may hold blanks and brackets; after it come fields 3 and up.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3] ?? 0);
  return { ticks: field(14) + field(15) };
}

function readRssBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readProcess(pid, 'status') ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Null when the process has just gone. */
function readProcess(pid: number, file: 'stat' | 'status'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}

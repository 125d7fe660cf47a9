import { readdirSync, readFileSync } from 'node:fs';
import { findProcesses, isErrno, type SweepTarget } from './process-sweep.ts';

/** What a tree of processes uses at this moment. */
export interface ProcessUsage {
  rssBytes: number;
  /** Of one core since the last look; 0 at the first. */
  cpuPercent: number;
  /** Null where they belong to somebody else. */
  openFiles: number | null;
  threads: number;
  processes: number;
}

export interface UsageReaderOptions {
  /** How long the list of processes is good for. Default 0: they are looked for each time, which reads all of /proc. */
  membersForMs?: number;
}

/** Linux reports CPU time in hundredths of a second on every architecture Node supports. */
const ticksPerSecond = 100;

/**
 * Reads /proc for processes and everything they started. Null where there is no /proc, or nobody left. A process that is new
 * since the last look counts with all the CPU time it has had, and what a process used between the last look and its end is
 * lost.
 */
export function createUsageReader(
  target: SweepTarget | { pids: readonly number[] },
  nowMs: () => number,
  { membersForMs = 0 }: UsageReaderOptions = {},
): () => ProcessUsage | null {
  const ticksBefore = new Map<number, number>();
  let lookedAt: number | undefined;
  let members: number[] = [];
  let listedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const at = nowMs();
    if (at - listedAt >= membersForMs || members.length === 0) {
      members = 'pids' in target ? [...target.pids] : findProcesses(target);
      listedAt = at;
    }
    const usage: ProcessUsage = { rssBytes: 0, cpuPercent: 0, openFiles: 0, threads: 0, processes: 0 };
    let ticks = 0;
    for (const pid of members) {
      const stat = readStat(pid);
      if (stat === null) {
        ticksBefore.delete(pid);
        continue;
      }
      usage.processes++;
      usage.rssBytes += stat.rssBytes;
      usage.threads += stat.threads;
      const files = countOpenFiles(pid);
      usage.openFiles = usage.openFiles === null || files === null ? null : usage.openFiles + files;
      ticks += lookedAt === undefined ? 0 : Math.max(0, stat.ticks - (ticksBefore.get(pid) ?? 0));
      ticksBefore.set(pid, stat.ticks);
    }
    if (usage.processes === 0) {
      members = [];
      return null;
    }
    const seconds = (at - (lookedAt ?? at)) / 1000;
    lookedAt = at;
    usage.cpuPercent = seconds > 0 ? (ticks / ticksPerSecond / seconds) * 100 : 0;
    return usage;
  };
}

function readStat(pid: number): { ticks: number; threads: number; rssBytes: number } | null {
  const stat = readProcess(pid, 'stat');
  const status = readProcess(pid, 'status');
  if (stat === null || status === null) return null;
  // The name may hold blanks and brackets; after it come fields 3 and up.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3] ?? 0);
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return { ticks: field(14) + field(15), threads: field(20), rssBytes: Number(kilobytes ?? 0) * 1024 };
}

function countOpenFiles(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch (error) {
    // Gone since, or of another account.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => isErrno(error, code))) return null;
    throw error;
  }
}

/** Null when the process has just gone. */
function readProcess(pid: number, file: 'stat' | 'status'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ESRCH')) return null;
    throw error;
  }
}

import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

/** The environment variable by which a process we started, and all it starts, can be found again. */
export const cookieVariable = 'MCP_LAB_COOKIE';

export interface SweepTarget {
  /** Every process whose cookie begins with this. */
  cookiePrefix?: string;
  /** Every process of this POSIX session: the pid of a child that was spawned detached. */
  sessionId?: number;
  /** Only processes that started at or after this point, as `startTicksOf` gives it: it spares looking at all others. */
  startedSinceTicks?: number;
  /** Never touched. */
  exceptPid?: number;
}

/**
 * Kills, with SIGKILL, every process that matches, until none is left, and tells how many different ones it was.
 * Linux only (it reads /proc); elsewhere it finds nothing. Synchronous, so that it also works while the process exits.
 * A process that cleared its environment and left its session is out of reach: a PID namespace is the answer to that.
 */
export function sweepProcesses(target: SweepTarget): number {
  const killed = new Set<number>();
  // A fork racing the sweep is caught by the next round; the bound is for a fork bomb without a pid limit.
  for (let round = 0; round < 50; round++) {
    const found = findProcesses(target);
    if (found.length === 0) break;
    for (const pid of found) {
      killed.add(pid);
      signalProcess(pid, 'SIGKILL');
    }
  }
  return killed.size;
}

/** The living (not zombie) processes that match. */
export function findProcesses(target: SweepTarget): number[] {
  if (process.platform !== 'linux') return [];
  const needle = target.cookiePrefix === undefined ? undefined : `${cookieVariable}=${target.cookiePrefix}`;
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid || pid === target.exceptPid) continue;
    const stat = readStat(pid);
    if (stat === undefined || stat.state === 'Z' || stat.state === 'X') continue;
    if (target.startedSinceTicks !== undefined && stat.startTicks < target.startedSinceTicks) continue;
    const isMember = target.sessionId !== undefined && stat.session === target.sessionId;
    if (isMember || (needle !== undefined && hasVariable(pid, needle))) found.push(pid);
  }
  return found;
}

/** When a process started, in clock ticks since the boot; undefined when it has gone or there is no /proc. */
export function startTicksOf(pid: number): number | undefined {
  return process.platform === 'linux' ? readStat(pid)?.startTicks : undefined;
}

/** Sends a signal; false when there is nothing to send it to. A negative pid means the whole group, 0 only asks. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (isErrno(error, 'ESRCH') || isErrno(error, 'EPERM')) return false;
    throw error;
  }
}

function readStat(pid: number): { state: string; session: number; startTicks: number } | undefined {
  const text = readProcFile(`/proc/${pid}/stat`)?.toString('latin1');
  if (text === undefined) return undefined;
  // The command name may hold blanks and brackets: count from the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', session: Number(fields[3]), startTicks: Number(fields[19]) };
}

function hasVariable(pid: number, needle: string): boolean {
  const environ = readProcFile(`/proc/${pid}/environ`);
  if (environ === undefined) return false;
  const at = environ.indexOf(needle);
  return at === 0 || (at > 0 && environ[at - 1] === 0);
}

const window = Buffer.alloc(64 * 1024);

/** Undefined when the process has gone or belongs to somebody else. Files of /proc have no size to read them by. */
function readProcFile(path: string): Buffer | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const length = readSync(file, window, 0, window.length, 0);
      if (length < window.length) return window.subarray(0, length);
      return Buffer.concat([window, ...readRest(file)]);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => isErrno(error, code))) return undefined;
    throw error;
  }
}

function* readRest(file: number): Generator<Buffer> {
  for (let at = window.length; ; ) {
    const block = Buffer.alloc(window.length);
    const length = readSync(file, block, 0, block.length, at);
    if (length === 0) return;
    yield block.subarray(0, length);
    at += length;
  }
}

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** The limits of a process that are taken from it, as prlimit(1) calls them. */
export type LimitName = 'as' | 'nofile' | 'fsize';

const run = promisify(execFile);
const places = ['/usr/bin/prlimit', '/bin/prlimit', '/usr/sbin/prlimit', '/usr/local/bin/prlimit'];

/** Why limits cannot be set on this machine; undefined where they can. */
export function whyNoLimits(): string | undefined {
  if (process.platform !== 'linux') return 'limits of another process can be set on Linux only';
  return toolPath() === undefined ? 'prlimit (util-linux) is not installed' : undefined;
}

/** Sets the soft limit and gives the one before back; the hard limit stays, so that it can be undone. Throws with what prlimit said. */
export async function setSoftLimit(pid: number, name: LimitName, value: string): Promise<string> {
  const [before = 'unlimited'] = (
    await prlimit(['--pid', String(pid), `--${name}`, '--raw', '--noheadings', '--output=SOFT'])
  ).split(/\s+/);
  await prlimit(['--pid', String(pid), `--${name}=${value}:`]);
  return before;
}

/** Bytes of address space in use. */
export function addressSpaceOf(pid: number): number {
  const kilobytes = /^VmSize:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** The limit under which so many files can still be opened: a new one takes the smallest free number, and that has to be below. */
export function openFilesLimit(pid: number, free: number): number {
  const used = new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  let limit = 0;
  for (let left = free; left > 0 || used.has(limit); limit++) if (!used.has(limit)) left--;
  return limit;
}

async function prlimit(args: string[]): Promise<string> {
  const tool = toolPath();
  if (tool === undefined) throw new Error('prlimit is not installed');
  const { stdout } = await run(tool, args, { timeout: 10_000, env: { LC_ALL: 'C' } });
  return stdout.trim();
}

function toolPath(): string | undefined {
  return places.find((path) => existsSync(path));
}

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isErrno } from './process-sweep.ts';

/** LISTEN in the tables of the kernel. */
const listening = '0A';

/**
 * The processes of this machine that listen on a port, as far as this account may look: empty where it may not, where
 * there is no /proc, and where the address is no loopback address.
 */
export function findListeners(url: string): number[] {
  const parsed = URL.parse(url);
  if (process.platform !== 'linux' || parsed === null || !isLoopback(parsed.hostname)) return [];
  const port = Number(parsed.port || (parsed.protocol === 'https:' ? 443 : 80));
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && holds(pid, sockets));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** As `/proc/net/tcp` has them: address and port in hexadecimal, the state, and in the tenth column the inode. */
function listeningSockets(table: string, port: number): string[] {
  const lines = readOrEmpty(() => readFileSync(`/proc/net/${table}`, 'latin1').split('\n').slice(1));
  return lines.flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', , state] = fields;
    const isWanted = state === listening && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
    return isWanted ? [`socket:[${fields[9]}]`] : [];
  });
}

function holds(pid: number, sockets: ReadonlySet<string>): boolean {
  const names = readOrEmpty(() => readdirSync(`/proc/${pid}/fd`));
  return names.some((name) =>
    readOrEmpty(() => [readlinkSync(`/proc/${pid}/fd/${name}`)]).some((to) => sockets.has(to)),
  );
}

/** Nothing for what has gone or belongs to somebody else. */
function readOrEmpty(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => isErrno(error, code))) return [];
    throw error;
  }
}

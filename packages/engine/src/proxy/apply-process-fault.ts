import type { Fault } from '@mcp-lab/contracts';
import { findProcesses, signalProcess } from '@mcp-lab/wire/process-sweep';
import { addressSpaceOf, type LimitName, openFilesLimit, setSoftLimit, whyNoLimits } from './resource-limit.ts';

export const processKinds = ['kill', 'pause', 'memory', 'cpu', 'open-files', 'disk-full'] as const;
export type ProcessFault = Extract<Fault, { kind: (typeof processKinds)[number] }>;

/** The server a proxy started, and all it started. */
export interface ProxiedProcess {
  pid: number;
  cookie: string;
}

/** Takes a fault away again; safe to call when the process has gone. */
export type UndoFault = () => Promise<void>;

const dutyCycleMs = 100;
/** Looking through /proc costs more than the cycle. */
const lookEveryCycles = 10;

export function isProcessFault(fault: Fault): fault is ProcessFault {
  return (processKinds as readonly string[]).includes(fault.kind);
}

/** Why a fault cannot be brought about on this machine; undefined where it can. */
export function whyNotPossible({ kind }: Fault): string | undefined {
  if (kind === 'memory' || kind === 'open-files' || kind === 'disk-full') return whyNoLimits();
  const usesSignals = kind === 'pause' || kind === 'cpu';
  return usesSignals && process.platform === 'win32' ? 'a process cannot be stopped on Windows' : undefined;
}

/** Brings it about at once. Throws Error where the machine does not let it. */
export async function applyProcessFault(fault: ProcessFault, server: ProxiedProcess): Promise<UndoFault> {
  switch (fault.kind) {
    case 'kill':
      signalAll(server, fault.signal);
      return async () => {};
    case 'pause':
      signalAll(server, 'SIGSTOP');
      return async () => void signalAll(server, 'SIGCONT');
    case 'cpu':
      return throttle(server, fault.percent);
    case 'memory':
      return limit(server, 'as', (pid) => addressSpaceOf(pid) + fault.bytes);
    case 'open-files':
      return limit(server, 'nofile', (pid) => openFilesLimit(pid, fault.free));
    case 'disk-full':
      return limit(server, 'fsize', () => fault.bytes);
  }
}

export function signalAll(server: ProxiedProcess, signal: NodeJS.Signals): void {
  for (const pid of pidsOf(server)) signalProcess(pid, signal);
}

/** Without /proc only the process group is known. */
function pidsOf({ pid, cookie }: ProxiedProcess): number[] {
  return process.platform === 'linux' ? findProcesses({ cookiePrefix: cookie }) : [-pid];
}

/** Stops and continues it by turns: works wherever there are signals, and leaves nothing behind that outlives them. */
function throttle(server: ProxiedProcess, percent: number): UndoFault {
  let pids = pidsOf(server);
  let cycle = 0;
  let resumption: NodeJS.Timeout | undefined;
  const timer = setInterval(() => {
    if (++cycle % lookEveryCycles === 0) pids = pidsOf(server);
    for (const pid of pids) signalProcess(pid, 'SIGSTOP');
    resumption = setTimeout(
      () => {
        for (const pid of pids) signalProcess(pid, 'SIGCONT');
      },
      dutyCycleMs * (1 - percent / 100),
    );
  }, dutyCycleMs);
  return async () => {
    clearInterval(timer);
    clearTimeout(resumption);
    signalAll(server, 'SIGCONT');
  };
}

async function limit(server: ProxiedProcess, name: LimitName, valueFor: (pid: number) => number): Promise<UndoFault> {
  const before = new Map<number, string>();
  const undo = async () => {
    for (const [pid, value] of before) {
      // It may have ended meanwhile, and its limits with it.
      if (signalProcess(pid, 0)) await setSoftLimit(pid, name, value).catch((error) => rethrowIfAlive(pid, error));
    }
  };
  try {
    for (const pid of pidsOf(server)) before.set(pid, await setSoftLimit(pid, name, String(valueFor(pid))));
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

function rethrowIfAlive(pid: number, error: unknown): void {
  if (signalProcess(pid, 0)) throw error;
}

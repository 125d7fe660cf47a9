import type { MeasuredSet } from './record/measured-set.ts';

/** Calls that were sent later than this, for one in a hundred, were late by the generator's own fault. */
export const maxSendLagP99Ms = 5;
/** A generator that needs more than this of its core has none left to be punctual with. */
export const maxCpuPercent = 90;
/** A run that is over sooner is mostly what Node does at the first calls, and the clock of the CPU counts in steps of some ms. */
export const minCpuMs = 500;

export interface CpuReading {
  elapsedMs: number;
  /** Of one core, all threads of this process. */
  cpuPercent: number;
  /** How much of the time the event loop had something to do, which also tells when others took the core away. */
  busyPercent: number;
  cpuMicroseconds: number;
}

/** Watches this process from now on. */
export interface GeneratorHealth {
  /** Since the beginning. */
  read(): CpuReading;
  /** Since the last look. */
  lap(): CpuReading;
  /** Why what was measured tells of the generator and not of the server; empty where it was up to it. */
  problems(set: MeasuredSet, reading: CpuReading): string[];
}

/**
 * How late calls were handed to the connection, against the schedule, is the generator's doing alone: a server that stalls does
 * not delay it, since in open models nothing waits for answers.
 */
export function watchGenerator(): GeneratorHealth {
  const begin = lookNow();
  let last = begin;
  return {
    read: () => between(begin, lookNow()),
    lap() {
      const now = lookNow();
      const reading = between(last, now);
      last = now;
      return reading;
    },
    problems(set, reading) {
      const lag = set.sendLag.quantile(lagQuantileOf(set.sendLag.count));
      const problems: string[] = [];
      if (lag !== null && lag > maxSendLagP99Ms) {
        problems.push(
          `calls were sent late: the send lag of one in a hundred is ${lag.toFixed(1)} ms, more than ${maxSendLagP99Ms} ms`,
        );
      }
      const isFull = reading.cpuPercent > maxCpuPercent || reading.busyPercent > maxCpuPercent;
      if (isFull && reading.elapsedMs >= minCpuMs) problems.push(describeCpu(reading));
      return problems;
    },
  };
}

/** The 99th percentile; of few calls lower, since three that are late may be so by chance. */
function lagQuantileOf(count: number): number {
  return Math.max(0.5, Math.min(0.99, 1 - 3 / count));
}

function describeCpu({ cpuPercent, busyPercent }: CpuReading): string {
  return `the generator used ${cpuPercent.toFixed(0)} % of a core and its event loop was busy ${busyPercent.toFixed(0)} % of the time (more than ${maxCpuPercent} % is too much)`;
}

interface Look {
  atMs: number;
  cpu: NodeJS.CpuUsage;
  loop: ReturnType<typeof performance.eventLoopUtilization>;
}

function lookNow(): Look {
  return { atMs: performance.now(), cpu: process.cpuUsage(), loop: performance.eventLoopUtilization() };
}

function between(from: Look, to: Look): CpuReading {
  const elapsedMs = Math.max(0.001, to.atMs - from.atMs);
  const cpuMicroseconds = to.cpu.user + to.cpu.system - from.cpu.user - from.cpu.system;
  const { utilization } = performance.eventLoopUtilization(to.loop, from.loop);
  return { elapsedMs, cpuMicroseconds, cpuPercent: cpuMicroseconds / 10 / elapsedMs, busyPercent: utilization * 100 };
}

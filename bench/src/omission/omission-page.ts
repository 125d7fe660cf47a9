import type { OmissionRow } from './omission-row.ts';
import { truth } from './stalling-server.ts';

export interface ManyNames {
  over: string;
  calls: number;
  failed: number;
  names: number;
  seconds: number;
  seen: readonly { percent: number; rssMb: number }[];
  settledMb: number;
  grownMb: number;
}

export interface OmissionFacts {
  rate: number;
  seconds: number;
  cores: number;
  node: string;
  /** Load average of the last minute, before and after. */
  busy: [number, number];
  missing: readonly string[];
}

/** docs/load-truth.md, written by `npm run bench:omission`. */
export function printOmissionPage(
  rows: readonly OmissionRow[],
  memory: readonly ManyNames[],
  facts: OmissionFacts,
): string {
  const { rate, seconds, cores, node, busy, missing } = facts;
  return [
    '# What load figures say of a server that stalls',
    '',
    `Written by \`npm run bench:omission\`. A server answers nothing for ${truth.stallSeconds} s in every ${truth.everySeconds} s and is fast`,
    `otherwise. Whoever calls it ${rate} times a second meets a stall with one call in ten, and waits for what is left of it: p95`,
    `is ${truth.p95} ms and p99 ${truth.p99} ms, by arithmetic. A generator that waits for an answer before it calls again makes hardly any`,
    'calls during a stall, and so leaves out what it came to measure: that is coordinated omission. Each generator had a fresh',
    `server on the loopback address for ${seconds} s, one after another, on ${cores} cores with Node ${node}`,
    `(load average ${busy[0].toFixed(1)} before, ${busy[1].toFixed(1)} after). Behind a stall the server has ${(rate * truth.stallSeconds).toFixed(0)} calls to answer that have waited: what that takes, and`,
    'what others take of the machine, stands on top of the arithmetic.',
    '',
    '| generator | load | calls | calls/s | p50 | p90 | p95 | p99 | max | |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---|',
    `| **the truth** | ${rate}/s | ${rate * seconds} | ${rate} | | | **${truth.p95}** | **${truth.p99}** | **${truth.max}** | |`,
    ...rows.map(printRow),
    '',
    'Milliseconds. Ours measures from the moment a call was due, marks a run invalid when it was itself late (p99 of the send lag',
    'over 5 ms, or over 90 % of a core), and says how late it was. That our own closed model shows no more than the others is no',
    'fault: users who wait are what some loads are. The figures of a closed model answer another question.',
    '',
    ...(missing.length === 0 ? [] : [`Not measured, for want of it: ${missing.join(', ')}.`, '']),
    ...(memory.length === 0 ? [] : printMemory(memory)),
  ].join('\n');
}

function printRow({ name, load, calls, rate, p50, p90, p95, p99, max, note }: OmissionRow): string {
  const times = [p50, p90, p95, p99, max].map((value) => (value === null ? '-' : value.toFixed(value < 10 ? 1 : 0)));
  return `| ${[name, load, calls, rate.toFixed(1), ...times, note].join(' | ')} |`;
}

function printMemory(rows: readonly ManyNames[]): string[] {
  const [first] = rows;
  const head = first?.seen.map(({ percent }) => `${percent} %`) ?? [];
  return [
    '## Memory of the generator',
    '',
    'Calls through the whole engine, 64 under way, each with a name of its own and two thresholds judged every second.',
    `${first?.names} names are kept, the rest is \`other\`. Resident memory in MB, by the share of the calls that was made, and by`,
    'how much it rose at most after the first fifth, in which Node compiles, and gives its young generation the size that so',
    'much garbage asks for:',
    '',
    `| over | calls | failed | seconds | ${head.join(' | ')} | rose |`,
    `|---|---:|---:|---:|${'---:|'.repeat(head.length)}---:|`,
    ...rows.map(({ over, calls, failed, seconds, seen, grownMb }) => {
      const resident = seen.map(({ rssMb }) => rssMb.toFixed(0));
      const cells = [over, calls.toLocaleString('en-US'), failed, seconds.toFixed(0), ...resident, grownMb.toFixed(1)];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

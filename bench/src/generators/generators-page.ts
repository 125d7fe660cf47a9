import type { GeneratorRow } from './compare-generators.ts';
import type { MemoryRow } from './measure-memory.ts';

export interface GeneratorTable {
  title: string;
  rows: readonly GeneratorRow[];
}

export interface PageFacts {
  rounds: number;
  seconds: number;
  cores: number;
  node: string;
  missing: readonly string[];
  memory: readonly MemoryRow[];
}

/** docs/load-generators.md, written by `npm run bench:generators`. */
export function printGeneratorsPage(tables: readonly GeneratorTable[], facts: PageFacts): string {
  const missing = facts.missing.length === 0 ? [] : [`Not measured, for want of it: ${facts.missing.join(', ')}.`, ''];
  return [
    '# Load generators side by side',
    '',
    'Written by `npm run bench:generators`. Each generator in turn puts load on the same canned MCP server on the loopback',
    `address, 64 calls in flight, ${facts.seconds} s a turn, ${facts.rounds} interleaved rounds, on ${facts.cores} cores with`,
    `Node ${facts.node}. The server answers any JSON-RPC request at the least cost Node can do it for, in a process of its own.`,
    '',
    'CPU is that of the generator alone, all its threads and processes, user and system, without its start. Calls per core',
    'second are calls by that CPU: unlike calls/s they say how much load one core can make, whatever the server takes, and',
    'hardly change when other work shares the machine. All figures are medians; the last column is by how much ours does',
    'more per core second, taken round by round, with the least and the most of the rounds.',
    '',
    ...missing,
    ...tables.flatMap(printTable),
    ...(facts.memory.length === 0 ? [] : printMemory(facts.memory)),
    '## What each does for its calls',
    '',
    '- Ours opens a session, parses each answer in full (JSON, `jsonrpc`, id, just one of result and error, `isError`), and',
    '  records latency and first byte in quantile sketches. The whole engine is what `mcp-lab bench` runs: the mix, outcomes,',
    '  errors by kind, one tick a second, thresholds, its own health.',
    '- autocannon and wrk send one fixed request again and again, with HTTP statuses and latencies noted; neither looks at an',
    '  answer. wrk is C and does not parse what it gets.',
    '- Artillery runs a loop of posts in each of its users; k6 a script that checks status and result.',
    '- The official client and the Inspector, which is built on it, make a promise, an abort signal, a timer and a schema check',
    '  for each call.',
    '',
  ].join('\n');
}

function printTable({ title, rows }: GeneratorTable): string[] {
  return [
    `## ${title}`,
    '',
    '| generator | checks; records | calls/s | CPU us a call | calls per core second | ours does times as many |',
    '|---|---|---:|---:|---:|---:|',
    ...rows.map(printRow),
    '',
  ];
}

function printRow(row: GeneratorRow, index: number): string {
  const { name, checks, callsPerSecond, cpuMicroseconds, callsPerCoreSecond, failed, ratio, ratioRange } = row;
  const times = index === 0 ? '' : `${ratio.toFixed(2)} (${ratioRange.map((one) => one.toFixed(2)).join('–')})`;
  const shown = failed === 0 ? name : `${name} (${failed} failed)`;
  const cells = [shown, checks, print(callsPerSecond), cpuMicroseconds.toFixed(1), print(callsPerCoreSecond), times];
  return `| ${cells.join(' | ')} |`;
}

function printMemory(rows: readonly MemoryRow[]): string[] {
  return [
    '## Memory',
    '',
    'What one load session and its recording hold more after all calls than after the first fifth of them, in which Node',
    'compiles and sizes its heap: on the heap after a full collection, and resident, garbage that still lies about included.',
    '',
    '| over | calls | kept, MiB | resident, MiB |',
    '|---|---:|---:|---:|',
    ...rows.map(
      ({ over, calls, keptMiB, grownMiB }) =>
        `| ${over} | ${print(calls)} | ${keptMiB.toFixed(1)} | ${grownMiB.toFixed(1)} |`,
    ),
    '',
  ];
}

function print(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/**
 * npm run bench:detection: how often a comparison of load runs cries wolf, and how often it catches a real change, counted on
 * simulated runs whose truth is known. Seeded: the same table every time. Writes it into docs/comparing-benchmarks.md. With a
 * folder of recorded runs of one server against itself (mcp-lab compare --save-runs) these are drawn from instead, and the line
 * is only printed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareReports } from '@mcp-lab/engine';
import { drawPairs, type RecordedPairs, readPairs } from './recorded-pairs.ts';
import { type Scatter, simulatePairs } from './simulate-runs.ts';

const page = join(import.meta.dirname, '../../../docs/comparing-benchmarks.md');
const trials = 400;
/** Fewer draws than the default: it is the comparisons that have to be many. */
const resamples = 1_000;
const scatters: Scatter[] = [
  { name: 'runs scatter by 1 %', spread: 0.01, drift: 0, disturbed: 0 },
  { name: 'runs scatter by 2 %', spread: 0.02, drift: 0, disturbed: 0 },
  { name: 'runs scatter by 3 %', spread: 0.03, drift: 0, disturbed: 0 },
  { name: 'runs scatter by 5 %', spread: 0.05, drift: 0, disturbed: 0 },
  { name: 'runs scatter by 10 %', spread: 0.1, drift: 0, disturbed: 0 },
  { name: '3 %, and the machine drifts by 3 % a pair', spread: 0.03, drift: 0.03, disturbed: 0 },
  { name: '3 %, and one run in ten takes half as long again', spread: 0.03, drift: 0, disturbed: 0.1 },
];

interface Count {
  method: string;
  scatter: string;
  falseAlarms: number;
  falseProofs: number;
  caught: number;
  called: number;
  covered: number;
}

type MakePairs = (options: { factor: number; seed: number }) => RecordedPairs;

function count(method: 'interleaved' | 'histories', scatter: string, makePairs: MakePairs): Count {
  const tally = { falseAlarms: 0, falseProofs: 0, caught: 0, called: 0, covered: 0 };
  for (let seed = 1; seed <= trials; seed++) {
    const same = makePairs({ factor: 1, seed });
    const none = compareReports(same.base, same.head, { method, seed, resamples });
    if (none.metrics.some(({ verdict }) => verdict === 'worse' || verdict === 'better')) tally.falseAlarms++;
    if (none.metrics.some(({ pAdjusted }) => pAdjusted <= none.alpha)) tally.falseProofs++;
    const slower = makePairs({ factor: 1.1, seed: seed + trials });
    const found = compareReports(slower.base, slower.head, { method, seed, resamples });
    const p50 = found.metrics.find(({ metric }) => metric === 'latency_p50');
    if (p50 === undefined) throw new Error('the simulated runs have no p50');
    const [low, high] = p50.interval;
    if (p50.pAdjusted <= found.alpha) tally.caught++;
    if (p50.verdict === 'worse') tally.called++;
    if (low !== null && high !== null && low <= 0.1 && high >= 0.1) tally.covered++;
  }
  return { method, scatter, ...tally };
}

const percent = (times: number) => `${((times / trials) * 100).toFixed(1)} %`;

function printRow(method: 'interleaved' | 'histories', scatter: string, makePairs: MakePairs): string {
  const row = count(method, scatter, makePairs);
  const cells = [row.falseAlarms, row.falseProofs, row.caught, row.called, row.covered].map(percent);
  console.log([row.method.padEnd(12), row.scatter.padEnd(50), ...cells.map((cell) => cell.padStart(8))].join(' '));
  return `| ${[row.scatter, row.method, ...cells].join(' | ')} |`;
}

function writeTable(): void {
  const rows = scatters.flatMap((scatter) =>
    (['interleaved', 'histories'] as const).map((method) =>
      printRow(method, scatter.name, (options) => simulatePairs(scatter, { ...options, count: 20 })),
    ),
  );
  const begin = '<!-- detection: written by npm run bench:detection -->';
  const end = '<!-- /detection -->';
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${page} has lost the marks of the table`);
  const head = [
    '| Runs | method | A/A: called better or worse | A/A: any adjusted p ≤ 0.01 | +10 % proved different | +10 % called worse | 95 % interval holds +10 % |',
    '|---|---|--:|--:|--:|--:|--:|',
  ];
  writeFileSync(page, `${text.slice(0, before)}${[begin, ...head, ...rows].join('\n')}\n${text.slice(after)}`);
}

const folder = process.argv[2];
if (folder === undefined) writeTable();
else {
  const recorded = readPairs(folder);
  printRow('interleaved', `${recorded.base.length} recorded pairs`, (options) => drawPairs(recorded, options));
}

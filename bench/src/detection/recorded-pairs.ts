import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadReport, loadReportSchema } from '@mcp-lab/contracts';
import { createSeededRandom } from '@mcp-lab/engine/random/seeded-random';

export interface RecordedPairs {
  base: LoadReport[];
  head: LoadReport[];
}

/** The pairs that `mcp-lab compare --save-runs FOLDER` left of one server against itself. */
export function readPairs(folder: string): RecordedPairs {
  const read = (side: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(`${side}-`))
      .toSorted()
      .map((name) => loadReportSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')).load));
  return { base: read('base'), head: read('head') };
}

/**
 * As many pairs drawn from those that were recorded, either run of a pair taken for base, head made slower by `factor`: the
 * scatter of a real machine with a truth that is known.
 */
export function drawPairs({ base, head }: RecordedPairs, options: { factor: number; seed: number }): RecordedPairs {
  const random = createSeededRandom(options.seed, `recorded ${options.factor}`);
  const drawn: RecordedPairs = { base: [], head: [] };
  for (let pair = 0; pair < base.length; pair++) {
    const place = Math.floor(random() * base.length);
    const [one, other] = [base[place], head[place]];
    if (one === undefined || other === undefined) throw new Error(`pair ${place} is not whole`);
    const isTurned = random() < 0.5;
    drawn.base.push(isTurned ? other : one);
    drawn.head.push(slowDown(isTurned ? one : other, options.factor));
  }
  return drawn;
}

function slowDown(report: LoadReport, factor: number): LoadReport {
  const { total } = report;
  const slower = (value: number | null) => (value === null ? null : value * factor);
  const { p50, p95, p99 } = total.latencyMs;
  return {
    ...report,
    total: {
      ...total,
      rate: total.rate / factor,
      latencyMs: { ...total.latencyMs, p50: slower(p50), p95: slower(p95), p99: slower(p99) },
      firstByteMs: { ...total.firstByteMs, p50: slower(total.firstByteMs.p50) },
    },
  };
}

import { median } from '../measurement.ts';
import type { Generator, Place } from './generator.ts';
import type { GeneratorResult } from './generator-result.ts';

export interface GeneratorRow {
  name: string;
  checks: string;
  /** Medians of the rounds. */
  callsPerSecond: number;
  callsPerCoreSecond: number;
  cpuMicroseconds: number;
  failed: number;
  /** Calls per core second of the first generator by this one's, round by round, the median; and the least and the most. */
  ratio: number;
  ratioRange: [number, number];
}

/** All generators in turn, round after round, so that what the machine does else falls on all of them. */
export async function compareGenerators(
  generators: readonly Generator[],
  place: Place,
  rounds: number,
): Promise<GeneratorRow[]> {
  const results = new Map<Generator, GeneratorResult[]>(generators.map((one) => [one, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [generator, own] of results) {
      const result = await generator.run(place);
      own.push(result);
      const perCall = ((result.cpuSeconds / result.calls) * 1e6).toFixed(1);
      const rate = Math.round(result.calls / result.seconds);
      console.log(`round ${round + 1}: ${generator.name}: ${rate} calls/s, ${perCall} us CPU a call`);
    }
  }
  const first = [...results.values()][0] ?? [];
  return [...results].map(([{ name, checks }, own]) => {
    const perCore = own.map(({ calls, cpuSeconds }) => calls / cpuSeconds);
    const ratios = own.map(({ calls, cpuSeconds }, round) => {
      const ours = first[round] as GeneratorResult;
      return ours.calls / ours.cpuSeconds / (calls / cpuSeconds);
    });
    return {
      name,
      checks,
      callsPerSecond: median(own.map(({ calls, seconds }) => calls / seconds)),
      callsPerCoreSecond: median(perCore),
      cpuMicroseconds: 1e6 / median(perCore),
      failed: own.reduce((sum, { failed }) => sum + failed, 0),
      ratio: median(ratios),
      ratioRange: [Math.min(...ratios), Math.max(...ratios)],
    };
  });
}

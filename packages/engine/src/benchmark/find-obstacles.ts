import type { ComparedSide, LoadReport } from '@mcp-lab/contracts';
import type { CompareOptions } from './compare-options.ts';

/** Why two sets of runs may not be compared at all, in sentences. None: they may. */
export function findObstacles(
  base: readonly LoadReport[],
  head: readonly LoadReport[],
  sides: { base: ComparedSide; head: ComparedSide },
  method: CompareOptions['method'],
): string[] {
  const empty = [sides.base, sides.head].filter((side) => side.used === 0);
  if (empty.length > 0) return empty.map(explainEmpty);
  const all = [...base, ...head];
  const obstacles: string[] = [];
  if (countOf(all.map((report) => report.profileHash)) > 1) {
    obstacles.push('The runs were made with different load profiles: only runs of one profile are compared.');
  }
  if (method === 'histories' && countOf(all.map((report) => report.fingerprint.hash)) > 1) {
    obstacles.push(
      `The runs were made on or with different things (${differencesOf(all).join('; ')}). Measure both now, interleaved on one machine.`,
    );
  }
  return obstacles;
}

function explainEmpty(side: ComparedSide): string {
  if (side.runs === 0) return `There is no run of ${side.label}.`;
  return `None of the ${side.runs} runs of ${side.label} says anything about the server: ${side.leftOut[0]?.why ?? ''}`;
}

/** The parts of the fingerprint that differ, with what they are. */
export function differencesOf(reports: readonly LoadReport[]): string[] {
  const parts = ['cpu', 'cores', 'memoryBytes', 'platform', 'node', 'labVersion', 'transport', 'local'] as const;
  const differing = parts.flatMap((part) => {
    const seen = [...new Set(reports.map((report) => String(report.fingerprint[part])))];
    return seen.length > 1 ? [`${part}: ${seen.slice(0, 4).join(', ')}`] : [];
  });
  return differing.length > 0 ? differing : ['their fingerprints differ'];
}

function countOf(values: readonly string[]): number {
  return new Set(values).size;
}

import { runConformance } from '@mcp-lab/engine';
import type { Target } from '@mcp-lab/wire';
import { type Measurement, measurementOf } from './measurement.ts';

/** A whole conformance run of one server in all it speaks, from its first process to its last: wall and own CPU. */
export async function measureConformance(name: string, target: Target, rounds: number): Promise<Measurement[]> {
  const wall: number[] = [];
  const cpu: number[] = [];
  const judgedPerSecond: number[] = [];
  let judged = 0;
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const before = process.cpuUsage();
    const document = await runConformance({ target, seed: round, toolVersion: 'bench' });
    if (document.summary.outcome === 'unreachable') throw new Error(document.summary.reason ?? 'unreachable');
    const used = process.cpuUsage(before);
    const seconds = (performance.now() - begin) / 1000;
    // What does not apply, or could not be seen, is not counted as work done.
    judged = document.results.filter(({ verdict }) => verdict !== 'not-applicable' && verdict !== 'untestable').length;
    wall.push(seconds);
    cpu.push((used.user + used.system) / 1e6);
    judgedPerSecond.push(judged / seconds);
  }
  return [
    measurementOf('conformance', `${name}, ${judged} results judged, wall`, 's', wall),
    measurementOf('conformance', `${name}, CPU of the lab`, 's', cpu),
    measurementOf('conformance', `${name}, judged per second`, '/s', judgedPerSecond),
  ];
}

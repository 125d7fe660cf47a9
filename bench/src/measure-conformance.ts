import { runConformance } from '@mcp-lab/engine';
import { childEnvironment, type Target } from '@mcp-lab/wire';
import { type Measurement, measurementOf } from './measurement.ts';

/** A whole conformance run of one server, from its first process to its last, wall and own CPU. */
export async function measureConformance(
  name: string,
  argv: readonly [command: string, ...args: string[]],
  rounds: number,
  environment: NodeJS.ProcessEnv,
): Promise<Measurement[]> {
  const [command, ...args] = argv;
  const target: Target = { kind: 'stdio', command, args, env: childEnvironment(environment, {}) };
  const wall: number[] = [];
  const cpu: number[] = [];
  let checks = 0;
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const before = process.cpuUsage();
    const document = await runConformance({ target, seed: round, toolVersion: 'bench' });
    if (document.summary.outcome === 'unreachable') throw new Error(document.summary.reason ?? 'unreachable');
    const used = process.cpuUsage(before);
    wall.push((performance.now() - begin) / 1000);
    cpu.push((used.user + used.system) / 1e6);
    checks = document.results.length;
  }
  return [
    measurementOf('conformance', `${name}, ${checks} results, wall`, 's', wall),
    measurementOf('conformance', `${name}, ${checks} results, CPU of the lab`, 's', cpu),
  ];
}

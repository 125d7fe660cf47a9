import { startLab } from '@mcp-lab/e2e/lab';
import { processTree } from '@mcp-lab/e2e/process-tree';
import { type Measurement, measurementOf } from './measurement.ts';

/** `npm start` (installed and built already, fresh data folder) to the line that says ready, and who holds how much memory then. */
export async function measureStart(rounds: number): Promise<Measurement[]> {
  const times: number[] = [];
  const memory = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const lab = await startLab();
    times.push(performance.now() - begin);
    for (const { command, rssBytes } of processTree(lab.pid)) {
      const role = roleOf(command);
      if (role !== null) memory.set(role, [...(memory.get(role) ?? []), rssBytes / 2 ** 20]);
    }
    await lab.stop();
  }
  return [
    measurementOf('start', 'npm start to ready', 'ms', times),
    ...[...memory].map(([role, values]) => measurementOf('resident memory', role, 'MiB', values)),
  ];
}

function roleOf(command: string): string | null {
  // npm starts it through a shell, which is not of ours.
  if (command.startsWith('sh ')) return null;
  if (/^next-server|web-process\.ts/.test(command)) return 'web';
  return /src\/(supervisor|api|worker|runner)\/main\.ts/.exec(command)?.[1] ?? null;
}

/** What one generator did in one round; the CPU is its own, of all its processes and threads, without its start. */
export interface GeneratorResult {
  calls: number;
  failed: number;
  seconds: number;
  cpuSeconds: number;
}

/** What a generator does before it is measured, so that its code is compiled, however little of the machine it gets. */
export const warmUpCalls = 20_000;

/** Runs `load` between two looks at the clock and at the CPU of this process, and prints the result as JSON. */
export async function reportLoad(load: () => Promise<{ calls: number; failed: number }>): Promise<void> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const { calls, failed } = await load();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedMs) / 1000;
  const result: GeneratorResult = { calls, failed, seconds, cpuSeconds: (user + system) / 1e6 };
  console.log(JSON.stringify(result));
}

import {
  claimPeriodicTask,
  type LabContext,
  type RetentionPolicy,
  recoverAbandonedRuns,
  releaseExpiredServers,
  rollUpMetrics,
  runRetention,
  sampleMetrics,
} from '@mcp-lab/core';

const tickMs = 1_000;

interface PeriodicTask {
  name: string;
  everyMs: number;
  perform(signal: AbortSignal): Promise<unknown>;
}

/** What one of all workers does every so often. */
function tasksOf(context: LabContext, retention: RetentionPolicy): PeriodicTask[] {
  return [
    {
      name: 'recovery',
      everyMs: 5_000,
      async perform() {
        await context.queue.maintain();
        await recoverAbandonedRuns(context);
        await releaseExpiredServers(context);
      },
    },
    { name: 'metric-samples', everyMs: 5_000, perform: () => sampleMetrics(context, 5_000) },
    { name: 'metric-rollups', everyMs: 60_000, perform: () => rollUpMetrics(context) },
    { name: 'retention', everyMs: 3_600_000, perform: (signal) => runRetention(context, retention, signal) },
  ];
}

/** Does its share of the periodic work until stopped; a task that fails is tried again when it is due again. */
export function startPeriodicWork(context: LabContext, retention: RetentionPolicy): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const tasks = tasksOf(context, retention);
  const running = new Map<string, Promise<void>>();

  async function attempt({ name, everyMs, perform }: PeriodicTask): Promise<void> {
    try {
      if (await claimPeriodicTask(context, name, everyMs)) await perform(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) context.log.warn({ err: error, task: name }, 'A periodic task failed.');
    }
  }

  const timer = setInterval(() => {
    for (const task of tasks) {
      if (running.has(task.name)) continue;
      running.set(
        task.name,
        attempt(task).finally(() => running.delete(task.name)),
      );
    }
  }, tickMs);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}

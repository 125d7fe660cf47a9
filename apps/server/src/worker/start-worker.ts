import { beatWorker, registerWorker, removeWorker, startWorkLoop } from '@mcp-lab/core';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openLab } from '../process/open-lab.ts';
import type { ProcessLife } from '../process/run-process.ts';
import { createRunJob } from './execute-run.ts';
import { startPeriodicWork } from './periodic-work.ts';
import { ServerKeepers } from './server-keepers.ts';
import { startOrphanSweep } from './sweep-orphans.ts';

const beatMs = 3_000;

/** Claims and executes runs, keeps servers running, checks their health and does the lab's periodic work. */
export async function startWorker(
  config: Config,
  log: Logger,
  supervisor: NodeJS.Process | null,
): Promise<ProcessLife> {
  const lab = await openLab(config, log, supervisor);
  const { context } = lab;
  const workerId = context.newId();
  const { hostEnvironment } = config;
  const runnerEnvironment = { ...hostEnvironment, NODE_COMPILE_CACHE: config.compileCacheDir };
  await registerWorker(context, workerId);
  const beat = setInterval(() => {
    beatWorker(context, workerId).catch((error: unknown) =>
      log.warn({ err: error }, 'The sign of life was not stored.'),
    );
  }, beatMs);
  const sweep = startOrphanSweep(context);
  const keepers = new ServerKeepers({ context, workerId, hostEnvironment, runnerEnvironment });
  const periodic = startPeriodicWork(context, config.retention);
  const runs = startWorkLoop({
    context,
    workerId,
    jobs: [createRunJob({ hostEnvironment, runnerEnvironment, toolVersion: context.process.version })],
    concurrency: config.runConcurrency,
  });
  return {
    async stop(abandoned) {
      await Promise.all([runs.stop(), keepers.stop(abandoned), periodic.stop(), sweep.stop()]);
      clearInterval(beat);
      await removeWorker(context, workerId);
      await lab.close();
    },
  };
}

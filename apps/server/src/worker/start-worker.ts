import { beatWorker, isMachineFree, registerWorker, removeWorker, startWorkLoop } from '@mcp-lab/core';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openLab } from '../process/open-lab.ts';
import type { ProcessLife } from '../process/run-process.ts';
import { createDiagnosisJob } from './diagnose-server.ts';
import { createLoadJob, createRunJob } from './execute-run.ts';
import { startPeriodicWork } from './periodic-work.ts';
import { readMachine } from './read-machine.ts';
import { ServerKeepers } from './server-keepers.ts';
import { startOrphanSweep } from './sweep-orphans.ts';

const beatMs = 3_000;
/** Looks at servers that do not connect; they are short and must not wait for runs. */
const diagnosisConcurrency = 2;

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
  const machine = readMachine();
  const execution = { hostEnvironment, runnerEnvironment, toolVersion: context.process.version, machine };
  const runs = startWorkLoop({
    context,
    workerId,
    jobs: [createRunJob(execution)],
    concurrency: config.runConcurrency,
  });
  // A second load on the same machine would falsify both.
  const loads = startWorkLoop({
    context,
    workerId,
    jobs: [createLoadJob(execution)],
    concurrency: 1,
    mayClaim: () => isMachineFree(context, machine),
  });
  const diagnoses = startWorkLoop({
    context,
    workerId,
    jobs: [createDiagnosisJob({ hostEnvironment, runnerEnvironment })],
    concurrency: diagnosisConcurrency,
  });
  return {
    async stop(abandoned) {
      await Promise.all([
        runs.stop(),
        loads.stop(),
        diagnoses.stop(),
        keepers.stop(abandoned),
        periodic.stop(),
        sweep.stop(),
      ]);
      clearInterval(beat);
      await removeWorker(context, workerId);
      await lab.close();
    },
  };
}

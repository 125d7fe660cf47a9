import { type DoctorReport, LabError } from '@mcp-lab/contracts';
import {
  beginDiagnosis,
  type DiagnosisEnd,
  defineJob,
  diagnoseServerJob,
  finishDiagnosis,
  type JobDefinition,
  type LabContext,
} from '@mcp-lab/core';
import { sweepProcesses } from '@mcp-lab/wire';
import { diagnosisOwner } from './owner.ts';
import { RunnerProcess } from './runner-process.ts';
import { throughOutages } from './through-outages.ts';
import { toTargets } from './to-targets.ts';

interface DiagnosisOptions {
  /** What targets inherit. */
  hostEnvironment: Record<string, string>;
  /** All that runners get. */
  runnerEnvironment: Record<string, string>;
}

/** The job that looks why a server does not connect, in a runner of its own. */
export function createDiagnosisJob(options: DiagnosisOptions): JobDefinition {
  return defineJob({
    ...diagnoseServerJob,
    async run(context, { diagnosisId }, signal, { attempt }) {
      const assignment = await beginDiagnosis(context, diagnosisId);
      if (assignment === null) return;
      // A runner of a worker that was killed may still be there, when this is the same machine.
      sweepProcesses({ cookiePrefix: diagnosisOwner(diagnosisId, null) });
      const { target, isRunning } = assignment;
      const targets = toTargets(target, options.hostEnvironment);
      const owner = diagnosisOwner(diagnosisId, attempt);
      const end = await look(options, signal, {
        ...targets,
        type: 'diagnose',
        owner,
        launch: isRunning ? null : targets.launch,
        given: Object.keys(target.kind === 'stdio' ? target.env : { ...target.env, ...target.headers }),
      });
      // This worker stops: another one looks.
      if ('failure' in end && isStopping(signal)) throw signal.reason;
      await store(context, diagnosisId, end);
    },
  });
}

async function look(
  { runnerEnvironment }: DiagnosisOptions,
  signal: AbortSignal,
  command: Parameters<RunnerProcess['send']>[0] & { type: 'diagnose' },
): Promise<DiagnosisEnd> {
  let report: DoctorReport | undefined;
  let broken: string | undefined;
  const runner = new RunnerProcess({
    owner: command.owner,
    environment: runnerEnvironment,
    onReport: (said) => {
      if (said.type === 'diagnosis') report = said.report;
      else if (said.type === 'broken') broken = said.message;
    },
  });
  const kill = () => runner.kill();
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  runner.send(command);
  const cause = await runner.ended;
  signal.removeEventListener('abort', kill);
  if (report !== undefined) return { report };
  const why = broken ?? cause ?? 'it left without a word';
  return { failure: `The process that looked ended before it was done: ${why}` };
}

function isStopping({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof LabError && reason.code === 'unavailable';
}

function store(context: LabContext, diagnosisId: string, end: DiagnosisEnd): Promise<void> {
  return throughOutages(context, new AbortController().signal, () => finishDiagnosis(context, diagnosisId, end));
}

import { setTimeout as pause } from 'node:timers/promises';
import { StdioProcess, type StdioTarget, WireError } from '@mcp-lab/wire';
import type { DoctorOptions } from './doctor-options.ts';
import { defaultDoctorTimeoutMs } from './doctor-options.ts';
import { explainExit } from './explain-exit.ts';
import { type Place, reachAddress } from './reach-address.ts';
import type { StepDraft } from './step-draft.ts';

const lookAgainMs = 200;
const stopGraceMs = 2_000;

/** A server that is reached by URL, started for the time of the look. */
export interface LaunchedServer {
  /** What it wrote on standard error and standard output so far. */
  words(): string;
  stop(): Promise<void>;
}

/** Starts it and waits until its port is open, it ends, or the time is over. Null when it could not be started. */
export async function launchServer(
  step: StepDraft,
  launch: StdioTarget,
  place: Place,
  { timeoutMs = defaultDoctorTimeoutMs, signal, owner, checkAddress }: DoctorOptions,
): Promise<LaunchedServer | null> {
  const startedMs = performance.now();
  const lines: string[] = [];
  let child: StdioProcess;
  try {
    child = await StdioProcess.start({
      target: launch,
      owner,
      signal,
      now: () => Math.round(performance.now() * 1e6),
      maxFrameBytes: 64 * 1024,
      events: { onLine: (line) => void (lines.length < 200 && lines.push(line.raw.toString('utf8'))) },
    });
  } catch (error) {
    if (!(error instanceof WireError) || error.code === 'aborted') throw error;
    step.seen = 'It could not be started.';
    step.fail({ what: error.message, why: 'The system refused to start the process.', fix: error.hint });
    return null;
  }
  const words = () => [...lines, child.stderrTail].join('\n').trim();
  const isOpen = await waitForPort(child, place, { timeoutMs, checkAddress, signal });
  const elapsedMs = Math.round(performance.now() - startedMs);
  step.evidence = words().split('\n').filter(Boolean).slice(-12);
  const { exitStatus } = child;
  if (exitStatus !== undefined && !isOpen) {
    const { code, signal: ended } = exitStatus;
    const how = ended === null ? `code ${code}` : `signal ${ended}`;
    step.seen = `It was started and ended with ${how}.`;
    const exit = { how, code, signal: ended, afterMs: elapsedMs };
    const said = { noise: [], noiseCount: 0, firstByteMs: null, firstMessageMs: null };
    step.fail(explainExit({ exit, words: words(), ...said }));
  } else if (isOpen) step.seen = `It was started, and its port was open after ${elapsedMs} ms.`;
  else {
    step.seen = `It was started and runs, but after ${elapsedMs} ms its port is not open.`;
    const fix = 'Compare the port it listens on with the one of the address, or give it more time to start.';
    step.fail({ what: `Nobody listens on port ${place.port}.`, why: 'The process runs and did not open it.', fix });
  }
  return { words, stop: async () => void (await child.stop({ graceMs: stopGraceMs })) };
}

async function waitForPort(
  child: StdioProcess,
  place: Place,
  { timeoutMs, checkAddress, signal }: Pick<DoctorOptions, 'checkAddress' | 'signal'> & { timeoutMs: number },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && child.exitStatus === undefined && signal?.aborted !== true) {
    const { attempts } = await reachAddress(place, { timeoutMs: 2_000, checkAddress });
    if (attempts.some(({ failure }) => failure === null)) return child.exitStatus === undefined;
    await pause(lookAgainMs);
  }
  return false;
}

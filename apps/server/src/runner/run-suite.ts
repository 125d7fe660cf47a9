import {
  type BenchmarkKind,
  type ChaosTick,
  chaosExperimentSchema,
  type FrameView,
  LabError,
  type LoadTick,
  noInputs,
  type RunKind,
} from '@mcp-lab/contracts';
import type { ProgressEvent, RunDocument, SuiteSettings } from '@mcp-lab/engine';
import { parseSnapshot, type SurfaceSnapshot } from '@mcp-lab/engine/drift/snapshot';
import {
  runChaos,
  runConformance,
  runConsistency,
  runFunctional,
  runFuzz,
  runLoad,
  runProcess,
  runSecurity,
} from '@mcp-lab/engine/lazy-suites';
import { countVerdicts } from '@mcp-lab/engine/run/summarise-results';
import { type Revision, revisions, type Target } from '@mcp-lab/wire';
import { checkAddress } from './check-address.ts';
import type { RunCommand } from './protocol.ts';
import type { SendReport } from './report-writer.ts';
import { sendLoad } from './send-load.ts';
import { TargetSignIn } from './target-sign-in.ts';
import { toFrameView } from './to-frame-view.ts';

const chunkBytes = 512 * 1024;

/** Runs the suite and reports as it goes; the transcript comes at the end, in chunks. */
export async function runSuite(command: RunCommand, send: SendReport, signal: AbortSignal): Promise<void> {
  try {
    await runAgainst(await new TargetSignIn(command.target, command.auth).target(signal), command, send, signal);
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'authorization-failed') throw error;
    await reportNoToken(error.message, send);
  }
}

async function runAgainst(target: Target, command: RunCommand, send: SendReport, signal: AbortSignal): Promise<void> {
  const { options, seed, owner, toolVersion, tokens } = command;
  const inputs = { ...noInputs, ...options.inputs, tokens };
  const common = {
    target,
    seed,
    owner,
    toolVersion,
    signal,
    checkAddress,
    only: options.only,
    skip: options.skip,
    revisions: options.revisions.length > 0 ? options.revisions.filter(isRevision) : undefined,
    requestTimeoutMs: options.requestTimeoutMs,
    maxRunMs: options.maxRunSeconds * 1000,
    onProgress: (event: ProgressEvent) => void reportProgress(event, send),
  };
  const suite: SuiteSettings = { ...common, inputs, allowSideEffects: options.allowSideEffects };
  const document = await runnerOf(command.kind)(suite, command, send);
  for (const frames of chunkFrames(document.transcript.frames)) await send({ type: 'frames', frames });
  const { results, transcript, load, chaos, ...head } = document;
  if (load !== undefined) await sendLoad(load, send);
  if (chaos !== undefined) await send({ type: 'chaos', report: chaos });
  const { frames, ...kept } = transcript;
  await send({
    type: 'finished',
    summary: document.summary,
    frameCount: frames.length,
    droppedFrames: transcript.dropped.frames,
    head: { ...head, kind: command.kind, transcript: kept },
  });
}

type RunSuite = (suite: SuiteSettings, command: RunCommand, send: SendReport) => Promise<RunDocument>;

/** How each kind of run is run. */
const runners: Partial<Record<RunKind, RunSuite>> = {
  conformance: (suite) => runConformance(suite),
  functional: (suite, { cases }) => runFunctional({ ...suite, cases }),
  fuzz: (suite) => runFuzz(suite),
  load: runLoadOf('load'),
  soak: runLoadOf('soak'),
  consistency: (suite) => runConsistency(suite),
  process: (suite) => runProcess(suite),
  security: (suite, { snapshot }) => runSecurity({ ...suite, snapshot: readApproved(snapshot) }),
  chaos: (suite, { options }, send) => {
    const experiment = options.chaos ?? chaosExperimentSchema.parse({});
    const onTick = (tick: ChaosTick) => void send({ type: 'chaos-tick', tick });
    return runChaos({ ...suite, experiment, onTick, maxRunMs: undefined });
  },
};

/** What the server was when it was approved, as the worker hands it over. */
function readApproved(text: string | null): SurfaceSnapshot | undefined {
  if (text === null) return undefined;
  const read = parseSnapshot(text);
  if (!read.ok) throw new Error(`The approved state of the server cannot be read: ${read.problem}`);
  return read.snapshot;
}

/** As long as its profile takes: the limit of other runs is not meant for it. */
function runLoadOf(kind: BenchmarkKind): RunSuite {
  return (suite, { options }, send) => {
    if (options.load === undefined) throw new Error(`A ${kind} run needs a profile.`);
    const onTick = (tick: LoadTick) => void send({ type: 'tick', tick });
    return runLoad({ ...suite, kind, load: options.load, onTick, maxRunMs: undefined });
  };
}

function runnerOf(kind: RunKind): RunSuite {
  const run = runners[kind];
  if (run === undefined) throw new Error(`This runner cannot run ${kind}.`);
  return run;
}

/** Without a token there is nothing to judge but the refusal, and that would be an unfair judgement. */
async function reportNoToken(message: string, send: SendReport): Promise<void> {
  await send({
    type: 'finished',
    frameCount: 0,
    droppedFrames: 0,
    head: null,
    summary: {
      outcome: 'unreachable',
      reason: `No token was given for the server. ${message}`,
      hint: 'Look at how it is signed in to, in the settings of the server: client id, secret, scope and issuer.',
      cancelled: false,
      counts: countVerdicts([]),
    },
  });
}

function isRevision(name: string): name is Revision {
  return (revisions as readonly string[]).includes(name);
}

async function reportProgress(event: ProgressEvent, send: SendReport): Promise<void> {
  if (event.type === 'discovered') await send({ type: 'discovered', profile: event.profile });
  else if (event.type === 'plan') await send({ type: 'plan', total: event.total });
  else if (event.type === 'result') await send({ type: 'result', result: event.result });
}

function* chunkFrames(frames: RunDocument['transcript']['frames']): Generator<FrameView[]> {
  let chunk: FrameView[] = [];
  let bytes = 0;
  for (const frame of frames) {
    const shown = toFrameView(frame);
    chunk.push(shown);
    bytes += shown.text.length + 300;
    if (bytes < chunkBytes) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

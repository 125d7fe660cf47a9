import type { FrameView } from '@mcp-lab/contracts';
import { type ProgressEvent, type RunDocument, runConformance, runFunctional } from '@mcp-lab/engine';
import { type Revision, revisions } from '@mcp-lab/wire';
import { checkAddress } from './check-address.ts';
import { maxFrameText, type RunCommand } from './protocol.ts';
import type { SendReport } from './report-writer.ts';

const chunkBytes = 512 * 1024;

/** Runs the suite and reports as it goes; the transcript comes at the end, in chunks. */
export async function runSuite(command: RunCommand, send: SendReport, signal: AbortSignal): Promise<void> {
  const { options, target, seed, owner, toolVersion } = command;
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
  const document =
    command.kind === 'functional'
      ? await runFunctional({ ...common, cases: command.cases })
      : await runConformance({ ...common, allowSideEffects: options.allowSideEffects });
  for (const frames of chunkFrames(document.transcript.frames)) await send({ type: 'frames', frames });
  const { frames, dropped } = document.transcript;
  await send({
    type: 'finished',
    summary: document.summary,
    frameCount: frames.length,
    droppedFrames: dropped.frames,
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
    const shown = clipFrame(frame);
    chunk.push(shown);
    bytes += shown.text.length + 300;
    if (bytes < chunkBytes) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

function clipFrame(frame: FrameView): FrameView {
  if (frame.text.length <= maxFrameText) return frame;
  const cut = frame.text.length - maxFrameText;
  const cutBytes = frame.encoding === 'base64' ? Math.floor((cut * 3) / 4) : cut;
  return { ...frame, text: frame.text.slice(0, maxFrameText), droppedBytes: frame.droppedBytes + cutBytes };
}

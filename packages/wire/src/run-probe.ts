import type { Reply, StopReport } from './connection.ts';
import type { OpenOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import type { Revision } from './revision.ts';
import type { Target, TransportKind } from './target.ts';

/** One opening and what became of it, on a process or session of its own that is closed again. */
export interface Probe {
  revision: Revision;
  transport: TransportKind;
  reply: Reply;
  stop: StopReport;
  /** What the process said on standard error. */
  stderr: string;
  /** What stood on its stdout and was not JSON, if anything. */
  noise: string | undefined;
  frames: [first: number, last: number] | null;
}

export type ProbeOptions = Pick<OpenOptions, 'transcript' | 'signal' | 'limits' | 'owner' | 'checkAddress'> & {
  timeoutMs: number;
};

/** A server that has answered needs no long goodbye; one that has not is killed soon enough. */
const graceMs = 1000;

/** Throws WireError as `openSession` does, and when the signal aborts. */
export async function runProbe(
  target: Target,
  transport: TransportKind,
  revision: Revision,
  options: ProbeOptions,
): Promise<Probe> {
  const { timeoutMs, ...openOptions } = options;
  const { transcript } = options;
  const first = transcript.frames.length;
  const session = await openSession(target, {
    ...openOptions,
    revision,
    transport,
    handshake: 'initialize',
    requestTimeoutMs: timeoutMs,
  });
  const stop = await session.close({ graceMs });
  const frames = transcript.frames.slice(first).filter((frame) => frame.connection === session.connection);
  const firstSeq = frames.at(0)?.seq;
  const lastSeq = frames.at(-1)?.seq;
  const stderr = frames
    .filter((frame) => frame.kind === 'stderr')
    .map((frame) => Buffer.from(frame.raw).toString('utf8'));
  const noise = frames.find((frame) => frame.stream === 'stdout' && frame.json === undefined && frame.raw.length > 0);
  if (session.opening === undefined) throw new Error('A probe opens with a handshake.');
  return {
    revision,
    transport,
    reply: session.opening,
    stop,
    stderr: stderr.join(''),
    noise: noise === undefined ? undefined : Buffer.from(noise.raw).toString('utf8'),
    frames: firstSeq === undefined || lastSeq === undefined ? null : [firstSeq, lastSeq],
  };
}

import type { Frame } from '@mcp-lab/wire';

/** What a transcript tells of the processes that were started for it. */
export interface ProcessEvidence {
  /** Milliseconds from the start of the first process to its first byte on stdout; null when there was none. */
  firstByteMs: number | null;
  /** To its first JSON-RPC message. */
  firstMessageMs: number | null;
  /** How the first process that ended by itself did: `code 1`, `signal SIGSEGV`. */
  exit: { how: string; code: number | null; signal: string | null; afterMs: number } | null;
  /** Lines on stdout that are no JSON. */
  noise: string[];
  noiseCount: number;
  /** The end of standard error of the process that said most. */
  words: string;
}

const wordBytes = 8_000;

/** Reads the frames of every process of a transcript. */
export function readProcessEvidence(frames: readonly Frame[]): ProcessEvidence {
  const connections = Map.groupBy(frames, (frame) => frame.connection);
  const processes = [...connections.values()].map(readProcess);
  const [first] = processes;
  const noise = processes.flatMap((process) => process.noise);
  return {
    firstByteMs: first?.firstByteMs ?? null,
    firstMessageMs: processes.map(({ firstMessageMs }) => firstMessageMs).find((ms) => ms !== null) ?? null,
    exit: processes.map(({ exit }) => exit).find((exit) => exit !== null) ?? null,
    noise: [...new Set(noise)].slice(0, 5),
    noiseCount: first?.noise.length ?? 0,
    words: processes.map(({ words }) => words).toSorted((left, right) => right.length - left.length)[0] ?? '',
  };
}

function readProcess(frames: readonly Frame[]) {
  const startNs =
    frames.find(({ note }) => note?.startsWith('spawned pid'))?.firstByteNs ?? frames[0]?.firstByteNs ?? 0;
  const since = (frame: Frame | undefined) => (frame === undefined ? null : (frame.firstByteNs - startNs) / 1e6);
  const out = frames.filter(({ stream, kind }) => stream === 'stdout' && kind === 'message');
  const isMessage = ({ json }: Frame) => typeof json === 'object' && json !== null;
  return {
    firstByteMs: since(out[0]),
    firstMessageMs: since(out.find(isMessage)),
    exit: readExit(frames, startNs),
    noise: out.filter((frame) => !isMessage(frame) && frame.raw.length > 0).map((frame) => textOf(frame).slice(0, 300)),
    words: frames
      .filter(({ kind }) => kind === 'stderr')
      .map(textOf)
      .join('')
      .slice(-wordBytes)
      .trim(),
  };
}

/** An exit counts when nobody had asked for it. */
function readExit(frames: readonly Frame[], startNs: number): ProcessEvidence['exit'] {
  const at = frames.findIndex(({ note }) => note?.startsWith('exited with'));
  const exit = frames[at];
  const asked = frames.slice(0, at).some(({ note }) => note === 'stdin closed' || note?.startsWith('SIG'));
  if (exit === undefined || asked) return null;
  const [, kind, value = ''] = /^exited with (code|signal) (\S+)$/.exec(exit.note ?? '') ?? [];
  return {
    how: `${kind} ${value}`,
    code: kind === 'code' ? Number(value) : null,
    signal: kind === 'signal' ? value : null,
    afterMs: (exit.lastByteNs - startNs) / 1e6,
  };
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.raw).toString('utf8');
}

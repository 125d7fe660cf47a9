import type { ConnectionInfo, FrameBrief } from '@mcp-lab/contracts';

/**
 * What a bar or mark stands for:
 * - call: a request of the lab and its answer; asked: a request of the server and the lab's answer
 * - http: an HTTP exchange that carried no JSON-RPC pair of its own
 */
export type SpanKind = 'call' | 'asked' | 'http' | 'notification' | 'stderr' | 'process' | 'stray';

/** One bar: a request with its answer, or one frame alone. */
export interface Span {
  kind: SpanKind;
  lane: number;
  startNs: number;
  endNs: number;
  frames: FrameBrief[];
  label: string;
  /** The answer was an error, or what came could not be read. */
  bad: boolean;
  /** A request that got no answer. */
  open: boolean;
}

interface Lane {
  connection: number;
  /** Of the first lane of a connection; others carry what ran beside it. */
  label: string | null;
  detail: string;
  spans: Span[];
}

export interface Timeline {
  lanes: Lane[];
  frames: FrameBrief[];
  startNs: number;
  endNs: number;
  /** By the position of a frame in the transcript. */
  spanOf: ReadonlyMap<number, Span>;
}

/** Beyond this, bars of one connection lie over each other. */
const maxLanesOfConnection = 6;

export function buildTimeline(frames: readonly FrameBrief[], connections: readonly ConnectionInfo[]): Timeline {
  const known = new Map(connections.map((info) => [info.connection, info]));
  const byConnection = Map.groupBy(frames, ({ connection }) => connection);
  const lanes: Lane[] = [];
  const spanOf = new Map<number, Span>();
  for (const [connection, own] of [...byConnection].toSorted(([left], [right]) => left - right)) {
    const spans = pairFrames(own).toSorted((left, right) => left.startNs - right.startNs);
    layOut(spans, connection, describe(known.get(connection)), lanes);
    for (const span of spans) for (const { seq } of span.frames) spanOf.set(seq, span);
  }
  const startNs = frames.reduce((least, { firstByteNs }) => Math.min(least, firstByteNs), Number.POSITIVE_INFINITY);
  const endNs = frames.reduce((most, { lastByteNs }) => Math.max(most, lastByteNs), 0);
  const ordered = frames.toSorted((left, right) => left.firstByteNs - right.firstByteNs || left.seq - right.seq);
  return { lanes, frames: ordered, startNs: Number.isFinite(startNs) ? startNs : 0, endNs, spanOf };
}

/** A request and its answer have the same id and opposite directions; so have an HTTP request and its response one stream. */
export function pairFrames(frames: readonly FrameBrief[]): Span[] {
  const spans: Span[] = [];
  const waiting = new Map<string, Span>();
  for (const frame of frames) {
    const key = keyOf(frame);
    const asks = frame.kind === 'http-request' || (frame.rpc?.method !== undefined && frame.rpc.id !== undefined);
    const open = key === null || asks ? undefined : waiting.get(key);
    if (open !== undefined) {
      open.frames.push(frame);
      open.endNs = Math.max(open.endNs, frame.lastByteNs);
      open.open = false;
      open.bad ||= isBad(frame);
      if (frame.kind !== 'http-response' && key !== null) waiting.delete(key);
      continue;
    }
    const span = spanFor(frame, asks);
    spans.push(span);
    if (asks && key !== null) waiting.set(key, span);
  }
  return spans;
}

/** Who has to answer is part of it: both sides may use the same id. */
function keyOf(frame: FrameBrief): string | null {
  if (frame.kind === 'http-request' || frame.kind === 'http-response') {
    return frame.stream === null ? null : `http ${frame.stream}`;
  }
  const { method, id, answer } = frame.rpc ?? {};
  if (id === undefined || (method === undefined && answer === undefined)) return null;
  const asker = method === undefined ? (frame.direction === 'sent' ? 'received' : 'sent') : frame.direction;
  return `rpc ${asker} ${id}`;
}

function spanFor(frame: FrameBrief, asks: boolean): Span {
  const kind = kindOf(frame, asks);
  return {
    kind,
    lane: 0,
    startNs: frame.firstByteNs,
    endNs: frame.lastByteNs,
    frames: [frame],
    label: labelOf(frame),
    bad: isBad(frame),
    open: asks,
  };
}

function kindOf(frame: FrameBrief, asks: boolean): SpanKind {
  if (frame.kind === 'http-request' || frame.kind === 'http-response') return 'http';
  if (frame.kind === 'stderr') return 'stderr';
  if (frame.kind === 'lifecycle') return 'process';
  if (asks) return frame.direction === 'sent' ? 'call' : 'asked';
  return frame.rpc?.method === undefined ? 'stray' : 'notification';
}

function labelOf({ kind, rpc, http }: FrameBrief): string {
  if (rpc?.method !== undefined) return rpc.method;
  if (rpc?.answer !== undefined) return `${rpc.answer} without a request`;
  if (http !== undefined) return [http.method, http.status].filter((part) => part !== undefined).join(' ');
  return { lifecycle: 'process', stderr: 'stderr', 'sse-comment': 'SSE comment' }[kind as string] ?? 'not JSON-RPC';
}

function isBad({ rpc, parseError, http }: FrameBrief): boolean {
  return rpc?.answer === 'error' || parseError !== undefined || (http?.status !== undefined && http.status >= 400);
}

/** Bars that ran at the same time get lanes of their own. HTTP exchanges go below the messages they carried. */
function layOut(spans: readonly Span[], connection: number, detail: string, lanes: Lane[]): void {
  const first = lanes.length;
  const endOf: number[] = [];
  for (const span of [...spans.filter(({ kind }) => kind !== 'http'), ...spans.filter(({ kind }) => kind === 'http')]) {
    const free = endOf.findIndex((endNs) => endNs <= span.startNs);
    const row = free >= 0 ? free : Math.min(endOf.length, maxLanesOfConnection - 1);
    endOf[row] = Math.max(endOf[row] ?? 0, span.endNs);
    lanes[first + row] ??= {
      connection,
      label: row === 0 ? `#${connection}` : null,
      detail: row === 0 ? detail : '',
      spans: [],
    };
    span.lane = first + row;
    lanes[first + row]?.spans.push(span);
  }
  // Pixels are drawn and searched from left to right.
  for (const lane of lanes.slice(first)) lane.spans.sort((left, right) => left.startNs - right.startNs);
}

function describe(info: ConnectionInfo | undefined): string {
  if (info === undefined) return '';
  return [info.checkId ?? info.purpose, info.revision].join(' · ');
}

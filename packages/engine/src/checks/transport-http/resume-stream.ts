import { type Frame, isJsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { openStandaloneStream, type StandaloneStream } from './standalone-stream.ts';

/** A call whose connection was closed after its first event with an id. */
export interface DroppedCall {
  id: string;
  progressToken: string;
  reply: Reply;
  /** What had come by then. */
  seen: Frame[];
  /** Undefined where no event had an id. */
  lastEventId: string | undefined;
}

type Call = NonNullable<ReturnType<CheckContext['call']>>;

/** Whether lost streams can be resumed, as far as the run has shown. */
export function hasEventIds({ tour }: CheckContext): boolean {
  return tour.frames().some(({ sse }) => sse?.id !== undefined);
}

/** Makes a call that reports progress, and closes its connection once an event of it has come. */
export async function dropCall(
  context: CheckContext,
  session: Session,
  call: Call,
  name: string,
): Promise<DroppedCall> {
  const id = `lab-dropped-${name}`;
  const progressToken = `${id}-token`;
  const dropping = new AbortController();
  const seen: Frame[] = [];
  let stream: string | null | undefined;
  const stopListening = context.transcript.onFrame((frame) => {
    if (frame.connection !== session.connection) return;
    if (frame.direction === 'sent' && isJsonObject(frame.json) && frame.json.id === id) stream = frame.stream;
    else if (frame.stream === stream && (frame.kind === 'message' || frame.sse !== undefined)) {
      seen.push(frame);
      dropping.abort();
    }
  });
  const options = { id, meta: { progressToken }, signal: dropping.signal, timeoutMs: patienceMs };
  const reply = await callTool(session, context.tour.tools, call, options);
  stopListening();
  const lastEventId = seen.findLast(({ sse }) => sse?.id !== undefined)?.sse?.id;
  return { id, progressToken, reply, seen, lastEventId };
}

/** Comes back for the rest, and waits for the response to the call, or for the end of the stream. */
export async function resumeCall(
  context: CheckContext,
  session: Session,
  { id, lastEventId = '' }: DroppedCall,
  waitMs: number,
): Promise<StandaloneStream & { response: Frame | undefined }> {
  const isAnswer = ({ json }: Frame) => isJsonObject(json) && json.id === id && !('method' in json);
  // Listened for before it is asked for: the rest may come at once.
  const isEnd = ({ kind, stream }: Frame) => kind === 'lifecycle' && stream?.startsWith('get-') === true;
  const arrival = session.collect(waitMs, (frame) => isAnswer(frame) || isEnd(frame));
  const stream = await openStandaloneStream(context, session, { 'Last-Event-ID': lastEventId });
  const frames = stream.isOpen ? await arrival : [];
  stream.close();
  return { ...stream, response: frames.find(isAnswer) };
}

/** How long the rest of a call may take that took so long before. */
export function waitFor({ startedNs, endedNs }: Reply): number {
  return ((endedNs - startedNs) / 1e6) * 2 + 500;
}

export function tokenOf(json: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(json) && isJsonObject(json.params) ? json.params.progressToken : undefined;
}

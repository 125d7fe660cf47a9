import { type Frame, isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { framesOfConnection } from '../../run/frames-of-connection.ts';
import { describeMessage, describeReply } from './describe-reply.ts';
import { harmlessMethod } from './harmless-request.ts';
import { patienceMs } from './patience.ts';
import { quoteFrame } from './quote.ts';
import { sentRequests } from './sent-requests.ts';
import { isResponse, messagesIn, type ServerMessage } from './server-messages.ts';

/**
 * How the server took something odd.
 * - `result`, `error`: a JSON-RPC response; `result` also for an array without one
 * - `refused`: an HTTP status of 300 or more without a JSON-RPC response
 * - `ignored`: dropped: silence on a shared stream, or HTTP 2xx without a response
 * - `gone`: the process exited, the connection was lost, or it answers nothing any more
 */
export interface ProbeAnswer {
  kind: 'result' | 'error' | 'refused' | 'ignored' | 'gone';
  message?: JsonObject;
  /** Of the error. */
  code?: JsonValue;
  status?: number;
  /** What was sent and what came. */
  evidence: Frame[];
  /** Completes `the request got …`. */
  text: string;
}

/** How long an answer on a shared stream is waited for before the next ordinary request is sent after it. */
const firstWaitMs = 150;
/** What may still come after that ordinary request was answered: servers work on requests side by side. */
const settleMs = 200;

/**
 * Sends something odd and finds out how the server took it. Over Streamable HTTP the exchange itself tells. On a shared
 * stream silence is told from slowness by an ordinary request sent behind it: once that is answered, nothing will come.
 */
export async function probe(
  context: CheckContext,
  session: Session,
  send: (timeoutMs: number) => Promise<Reply>,
): Promise<ProbeAnswer> {
  const isShared = session.transport !== 'streamable-http';
  const mark = context.transcript.now();
  const reply = await send(isShared ? firstWaitMs : patienceMs);
  // JSON objects on stdout that are no responses may be log lines; an array is meant as an answer.
  const isAnswered = reply.message !== undefined || Array.isArray(reply.frame?.json);
  if (!isShared || isAnswered || reply.outcome === 'http-error') return fromReply(reply);
  const fenceId = `fence-${Math.floor(context.random() * 1e9)}`;
  const fence = await session.request(harmlessMethod(session.revision), undefined, {
    id: fenceId,
    timeoutMs: patienceMs,
  });
  if (fence.outcome === 'answered') await session.collect(settleMs);
  const late = strayResponsesSince(context, session, mark, reply.sent)[0];
  if (late !== undefined) return fromMessage(late.message, [...reply.sent, late.frame]);
  if (fence.outcome === 'answered') return { kind: 'ignored', evidence: reply.sent, text: 'no answer' };
  const evidence = [...reply.sent, ...fence.sent];
  return { kind: 'gone', evidence, text: `no answer, and the ordinary request after it got ${describeReply(fence)}` };
}

/** The responses received on the session's connection since a point in time. */
export function responsesSince(context: CheckContext, session: Session, sinceNs: number): ServerMessage[] {
  const frames = framesOfConnection(context.transcript.frames, session.connection);
  return messagesIn(frames, session.transport).filter(
    ({ frame, message }) => isResponse(message) && frame.lastByteNs >= sinceNs,
  );
}

/** Those of them that answer no request but, perhaps, the ones in `own`: others may use the session at the same time. */
export function strayResponsesSince(
  context: CheckContext,
  session: Session,
  sinceNs: number,
  own: readonly Frame[] = [],
): ServerMessage[] {
  const others = framesOfConnection(context.transcript.frames, session.connection).filter(
    (frame) => !own.includes(frame),
  );
  const known = new Set<JsonValue | undefined>(
    sentRequests(others)
      .get(session.connection)
      ?.map(({ id }) => id),
  );
  return responsesSince(context, session, sinceNs).filter(({ message }) => !known.has(message.id));
}

function fromReply(reply: Reply): ProbeAnswer {
  const { status, outcome, message, frame } = reply;
  const evidence = [...reply.sent, frame].filter((one) => one !== undefined);
  const text = describeReply(reply);
  const isHttpError = status !== undefined && status >= 300;
  // An error page in JSON is no JSON-RPC answer.
  if (message !== undefined && !(isHttpError && !('jsonrpc' in message))) {
    return { ...fromMessage(message, evidence), status, text };
  }
  if (isHttpError) return { kind: 'refused', status, evidence, text };
  const list = [frame, ...reply.related].find((one) => Array.isArray(one?.json));
  if (list !== undefined) return { kind: 'result', status, evidence: [...reply.sent, list], text: quoteFrame(list) };
  const isLost = outcome === 'closed' || outcome === 'failed';
  return { kind: isLost ? 'gone' : 'ignored', status, evidence, text };
}

function fromMessage(message: JsonObject, evidence: Frame[]): ProbeAnswer {
  const text = describeMessage(message);
  if (!('error' in message)) return { kind: 'result', message, evidence, text };
  const code = isJsonObject(message.error) ? message.error.code : undefined;
  return { kind: 'error', message, code, evidence, text };
}

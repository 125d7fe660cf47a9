import { type Frame, isJsonObject, type JsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { logLevelKey } from '../../surface/log-levels.ts';
import { observeOnce } from '../jsonrpc/observe-once.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { isResponse, messagesIn, type ServerMessage } from '../jsonrpc/server-messages.ts';

/** How long the first sign of work on the call is waited for. */
const beginMs = 150;
/** A call named as slow takes two seconds at least: well past that, also on a busy machine, one that was not cancelled has answered. */
const watchMs = 4_000;
const pingTimeoutMs = 3_000;
const progressToken = 'lab-cancelled';
const requestId = 'lab-to-be-cancelled';

/** A slow call that was made, pinged beside (legacy), and cancelled. */
export interface CancelledCall {
  name: string;
  /** What was sent: the call, and what cancelled it. */
  call: Frame[];
  cancel: Frame[];
  /** Legacy: a ping sent while the call ran. */
  ping: Reply | undefined;
  /** The response, whenever it came. */
  response: ServerMessage | undefined;
  /** The response came before it was cancelled. */
  endedEarly: boolean;
  /** What came for the call after it was cancelled. */
  later: LaterMessage[];
}

export interface LaterMessage extends ServerMessage {
  kind: 'response' | 'progress' | 'log';
  afterMs: number;
}

/**
 * Watching a cancelled call takes seconds, so the checks that want to know how one goes watch the same one. Gives an
 * outcome where there is none to be had.
 */
export const watchCancelledCall = observeOnce(watch);

async function watch(context: CheckContext): Promise<CancelledCall | CheckOutcome> {
  const slow = context.call('slow');
  if (slow === undefined) return context.needsCall('slow');
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const stop = new AbortController();
  const meta: Record<string, JsonValue> = { progressToken };
  if (session.era === 'modern' && isJsonObject(session.capabilities.logging)) meta[logLevelKey] = 'debug';
  const calling = callTool(session, context.tour.tools, slow, { id: requestId, meta, signal: stop.signal });
  await session.collect(beginMs, (frame) => ofCall(context, session, frame).length > 0);
  const isPinged = session.era === 'legacy';
  const ping = isPinged ? await session.request('ping', undefined, { timeoutMs: pingTimeoutMs }) : undefined;
  const before = received(context, session).find(isItsResponse);
  const cancelledNs = context.transcript.now();
  const cancelling =
    before === undefined
      ? await session.notify('notifications/cancelled', { requestId, reason: 'to see what follows' })
      : undefined;
  if (before === undefined && !received(context, session).some(isItsResponse)) {
    await session.collect(watchMs, (frame) => ofCall(context, session, frame).some(isItsResponse));
  }
  stop.abort();
  const { sent: call } = await calling;
  const messages = received(context, session);
  return {
    name: slow.name,
    call,
    cancel: cancelling?.sent ?? [],
    ping,
    response: messages.find(isItsResponse),
    endedEarly: before !== undefined,
    later: messages.flatMap((one) => {
      const kind = kindOf(one.message);
      const afterMs = (one.frame.lastByteNs - cancelledNs) / 1e6;
      return kind === undefined || afterMs < 0 ? [] : [{ ...one, kind, afterMs }];
    }),
  };
}

function received({ transcript }: CheckContext, session: Session): ServerMessage[] {
  const own = transcript.frames.filter((frame) => frame.connection === session.connection);
  return messagesIn(own, session.transport);
}

function ofCall(context: CheckContext, session: Session, frame: Frame): ServerMessage[] {
  return received(context, session).filter((one) => one.frame === frame && kindOf(one.message) !== undefined);
}

function isItsResponse({ message }: ServerMessage): boolean {
  return isResponse(message) && message.id === requestId;
}

function kindOf(message: JsonObject): LaterMessage['kind'] | undefined {
  if (isResponse(message)) return message.id === requestId ? 'response' : undefined;
  if (message.method === 'notifications/message') return 'log';
  const isProgress = message.method === 'notifications/progress' && isJsonObject(message.params);
  return isProgress && (message.params as JsonObject).progressToken === progressToken ? 'progress' : undefined;
}

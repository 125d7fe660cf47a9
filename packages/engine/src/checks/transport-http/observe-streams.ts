import { type Frame, isJsonObject, type JsonValue, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { openReady } from '../jsonrpc/ready-session.ts';
import { openStandaloneStream, type StandaloneStream } from './standalone-stream.ts';

/** What went on beside an open GET stream. */
export interface ObservedStreams {
  session: Session;
  streams: StandaloneStream[];
  replies: Reply[];
  /** The token of the one call that was made, if one may be made. */
  progressToken: string;
  /** The call that was made. */
  called: Reply | undefined;
}

/** For what comes a little late. */
const settleMs = 150;
/** A response that went astray is not waited for long. */
const answerMs = 3_000;

/** Opens GET streams of one session, makes ordinary requests beside them, and waits for a moment. */
export async function observeStreams(context: CheckContext, count: number): Promise<ObservedStreams | CheckOutcome> {
  const session = await openReady(context);
  if ('verdict' in session) return session;
  const streams: StandaloneStream[] = [];
  for (let opened = 0; opened < count; opened++) streams.push(await openStandaloneStream(context, session));
  const progressToken = `lab-beside-${Math.floor(context.random() * 1e9)}`;
  const call = context.call('progress') ?? context.callable[0];
  const methods = ['ping', ...declaredLists(session.capabilities).map(({ method }) => method)];
  const [called, ...replies] = await Promise.all([
    call && callTool(session, context.tour.tools, call, { meta: { progressToken }, timeoutMs: answerMs }),
    ...methods.map((method) => session.request(method, undefined, { timeoutMs: answerMs })),
  ]);
  await session.collect(settleMs);
  const all = [called, ...replies].filter((reply) => reply !== undefined);
  return { session, streams, replies: all, progressToken, called };
}

export function isProgress(message: JsonValue | undefined, token: string): boolean {
  if (!isJsonObject(message) || message.method !== 'notifications/progress') return false;
  return isJsonObject(message.params) && message.params.progressToken === token;
}

export function isResponse(message: JsonValue | undefined): boolean {
  return isJsonObject(message) && !('method' in message) && ('result' in message || 'error' in message);
}

/** Batches of 2025-03-26 count by their members. */
export function membersOf({ json }: Frame): JsonValue[] {
  if (json === undefined) return [];
  return Array.isArray(json) ? json : [json];
}

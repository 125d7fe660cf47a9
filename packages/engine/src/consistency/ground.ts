import type { ConsistencyCall } from '@mcp-lab/contracts';
import { eraOf, type Frame, isJsonObject, type JsonObject, type Reply, type Session, WireError } from '@mcp-lab/wire';
import { type ClassifiedReply, classifyReply } from '../functional/classify-reply.ts';
import { callTool } from '../surface/call-tool.ts';
import { fillToken } from './fill-token.ts';
import type { Token } from './unique-tokens.ts';

/** What one call came to. */
export interface Answered extends ClassifiedReply {
  reply: Reply;
  /** Its request and its answer. */
  frames: Frame[];
}

/** The surroundings of every property that is looked at. */
export interface Ground {
  /** The tools as the server published them. */
  readonly tools: readonly JsonObject[];
  nextToken(): Token;
  /** Opens a session for one result, or for several (null), ready for calls. Throws WireError where the server does not. */
  open(checkId: string | null): Promise<Session>;
  signal: AbortSignal;
  /** Monotonic milliseconds. */
  now(): number;
}

const closeGraceMs = 1_000;

/** Makes a call with a token put in. Rejects with nothing but a bug of ours. */
export async function makeCall(
  ground: Pick<Ground, 'tools' | 'signal'>,
  session: Session,
  call: ConsistencyCall,
  token: Token,
): Promise<Answered> {
  const args = fillToken(call.arguments as JsonObject, token);
  const { signal } = ground;
  const reply = await callTool(session, ground.tools, { name: call.tool, arguments: args }, { signal });
  const context = { method: 'tools/call', cancelled: signal.aborted, processExited: session.closed };
  const frames = [...reply.sent, ...(reply.frame === undefined ? [] : [reply.frame])];
  return { ...classifyReply(reply, context), reply, frames: frames.filter(({ kind }) => kind === 'message') };
}

/** The result of a call, also of one that failed. */
export function resultOf({ reply }: Answered): JsonObject {
  return isJsonObject(reply.result) ? reply.result : {};
}

/** What a call that did not succeed said, for people. */
export function describeRefusal(answered: Answered): string {
  const [block] = Array.isArray(resultOf(answered).content) ? (resultOf(answered).content as JsonObject[]) : [];
  const text = isJsonObject(block) && typeof block.text === 'string' ? `: ${block.text.slice(0, 200)}` : '';
  return `${answered.outcome}${answered.detail === '' ? '' : ` (${answered.detail})`}${text}`;
}

/** Throws WireError where the opening got no result. */
export async function requireOpened(session: Session): Promise<Session> {
  const { opening } = session;
  if (!isJsonObject(opening?.result)) {
    await session.close({ graceMs: closeGraceMs });
    const came = opening?.failure ?? opening?.outcome ?? 'no answer';
    throw new WireError(
      'not-opened',
      `The opening of a session got ${came}.`,
      'Look at the last frames of the transcript.',
    );
  }
  // Some servers fix the era of a process by the first request that is no discovery.
  if (session.transport === 'stdio' && eraOf(session.revision) === 'modern') await session.request('tools/list');
  return session;
}

import { isJsonObject, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { patienceMs } from '../jsonrpc/patience.ts';

type Call = NonNullable<ReturnType<CheckContext['call']>>;

/** What the call named observe shows, as text to be compared; undefined where it fails. */
export async function observe(context: CheckContext, session: Session, call: Call): Promise<string | undefined> {
  const { result } = await callTool(session, context.tour.tools, call, { timeoutMs: patienceMs });
  if (!isJsonObject(result) || result.isError === true) return undefined;
  return JSON.stringify([result.content, result.structuredContent]);
}

/** Sends a call and closes the connection under it after a while. Undefined when the answer came before that. */
export async function dropAfter(
  context: CheckContext,
  session: Session,
  call: Call,
  afterMs: number,
): Promise<Reply | undefined> {
  const dropping = new AbortController();
  const timer = setTimeout(() => dropping.abort(), afterMs);
  const meta = { progressToken: 'lab-dropped' };
  const reply = await callTool(session, context.tour.tools, call, {
    signal: dropping.signal,
    timeoutMs: patienceMs,
    meta,
  });
  clearTimeout(timer);
  return reply.outcome === 'answered' ? undefined : reply;
}

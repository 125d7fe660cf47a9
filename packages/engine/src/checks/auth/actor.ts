import type { JsonObject, Reply, RequestOptions, SendOptions, Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { initializeParams } from '../lifecycle/initialize-params.ts';

/** A client with credentials of its choice, which the target's own headers do not reach. */
export interface Actor {
  readonly session: Session;
  /** The answer to `initialize` or `server/discover`. */
  readonly opening: Reply;
  request(method: string, params?: JsonObject, options?: RequestOptions): Promise<Reply>;
  call(call: { name: string; arguments: JsonObject }): Promise<Reply>;
  fetch(options: SendOptions & { method: string }): Promise<Reply>;
  /** Ends the legacy session the opening began. */
  leave(): Promise<void>;
}

/** `authorization` is the value of the header, null for none, undefined for the target's own. Opens as the revision does, and takes a refusal as it comes. */
export async function actAs(
  context: CheckContext,
  authorization: string | null | undefined,
  options: SendOptions = {},
): Promise<Actor> {
  const session = await context.open({ handshake: 'none' });
  const own = authorization === undefined ? options.headers : { ...options.headers, Authorization: authorization };
  const isLegacy = session.era === 'legacy';
  const opening = isLegacy
    ? await session.request('initialize', initializeParams(context.revision), { ...options, headers: own })
    : await session.request('server/discover', undefined, { ...options, headers: own });
  const sessionId = opening.headers?.find(([name]) => name.toLowerCase() === 'mcp-session-id')?.[1];
  const headers: SendOptions['headers'] = { ...own };
  if (sessionId !== undefined) headers['Mcp-Session-Id'] = sessionId;
  if (isLegacy && context.revision >= '2025-06-18') headers['MCP-Protocol-Version'] = context.revision;
  const withHeaders = (more: SendOptions = {}) => ({ ...options, ...more, headers: { ...headers, ...more.headers } });
  if (isLegacy && opening.result !== undefined) {
    await session.notify('notifications/initialized', undefined, withHeaders());
  }
  return {
    session,
    opening,
    request: (method, params, more) => session.request(method, params, withHeaders(more)),
    call: (call) => callTool(session, context.tour.tools, call, withHeaders()),
    fetch: (more) => session.fetch({ ...more, ...withHeaders(more) }),
    async leave() {
      if (sessionId !== undefined) await session.fetch({ method: 'DELETE', ...withHeaders() });
    },
  };
}

/** Opens with these credentials and leaves again: the answer to the opening. */
export async function presentCredentials(
  context: CheckContext,
  authorization: string | null | undefined,
  options?: SendOptions,
): Promise<Reply> {
  const actor = await actAs(context, authorization, options);
  await actor.leave();
  return actor.opening;
}

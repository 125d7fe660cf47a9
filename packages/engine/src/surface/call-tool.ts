import {
  isJsonObject,
  type JsonObject,
  mirrorParameters,
  type Reply,
  type RequestOptions,
  type Session,
} from '@mcp-lab/wire';

/**
 * Calls a tool as a well-behaved client would: over modern HTTP the arguments that its schema asks for are repeated in
 * headers. `tools` is the list as the server published it; a tool that is not in it gets no such headers.
 */
export function callTool(
  session: Session,
  tools: readonly JsonObject[],
  { name, arguments: args }: { name: string; arguments: JsonObject },
  options: RequestOptions & { params?: JsonObject } = {},
): Promise<Reply> {
  const { params, ...requestOptions } = options;
  const headers = { ...mirroredHeaders(session, tools, { name, arguments: args }), ...requestOptions.headers };
  return session.request('tools/call', { name, arguments: args, ...params }, { ...requestOptions, headers });
}

/** The headers that repeat arguments of a call, where the session's transport and revision want them. */
export function mirroredHeaders(
  session: Session,
  tools: readonly JsonObject[],
  { name, arguments: args }: { name: string; arguments: JsonObject },
): Record<string, string> {
  const published = tools.find((tool) => tool.name === name);
  const isMirrored = session.era === 'modern' && session.transport !== 'stdio' && isJsonObject(published);
  return isMirrored ? mirrorParameters(published.inputSchema, args) : {};
}

import type { Reply, RequestOptions, Session } from '@mcp-lab/wire';
import { protocolVersionKey } from './modern-scope.ts';

/** A well-formed modern request that names another version, in the header as in the body. */
export function requestAtVersion(
  session: Session,
  method: string,
  version: string,
  options: RequestOptions = {},
): Promise<Reply> {
  return session.request(method, undefined, {
    ...options,
    meta: { [protocolVersionKey]: version },
    headers: { 'MCP-Protocol-Version': version },
  });
}

import { eraOf, type JsonObject, type JsonValue, type Revision, type Session } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';

const metaPrefix = 'io.modelcontextprotocol/';

/** A method that every server of the revision has, that takes no parameters and changes nothing. */
export function harmlessMethod(revision: Revision): string {
  return eraOf(revision) === 'modern' ? 'server/discover' : 'ping';
}

/** A well-formed request as an object, for checks that then put one thing wrong. */
export function buildRequest(
  revision: Revision,
  id: JsonValue,
  method: string = harmlessMethod(revision),
  params?: JsonObject,
): JsonObject {
  const request: JsonObject = { jsonrpc: '2.0', id, method };
  const full = eraOf(revision) === 'modern' ? { ...params, _meta: requestMeta(revision) } : params;
  return full === undefined ? request : { ...request, params: full };
}

/** The header that repeats the method, for bodies in which the session cannot find one. Legacy and stdio have none. */
export function methodHeader(session: Session, method: string = harmlessMethod(session.revision)) {
  return session.era === 'modern' && session.transport !== 'stdio' ? { 'Mcp-Method': method } : undefined;
}

/** A method name that no server has. */
export function unknownMethod(context: Pick<CheckContext, 'random'>): string {
  return `mcp-lab/no-such-method-${Math.floor(context.random() * 1e9)}`;
}

function requestMeta(revision: Revision): JsonObject {
  return {
    [`${metaPrefix}protocolVersion`]: revision,
    [`${metaPrefix}clientCapabilities`]: {},
    [`${metaPrefix}clientInfo`]: { name: 'mcp-lab', version: '0.1.0' },
  };
}

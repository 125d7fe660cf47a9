import { isJsonObject, type JsonObject } from '../json.ts';
import { mirrorHeaders } from '../mirror-headers.ts';
import { eraOf, type Revision } from '../revision.ts';
import type { PreparedCall } from './load-session.ts';
import { NumberTemplate } from './number-template.ts';

/** Comes before the id in every message. */
export const messageStart = '{"jsonrpc":"2.0","id":';

/** A request whose bytes are made. It may be sent on any load session of its revision. */
export class CompiledCall implements PreparedCall {
  readonly method: string;
  /** What follows the id. */
  readonly rest: NumberTemplate;
  /** HTTP header lines of this call alone. */
  readonly headers: NumberTemplate;

  constructor(method: string, params: JsonObject | undefined, revision: Revision, headers: Record<string, string>) {
    this.method = method;
    const isModern = eraOf(revision) === 'modern';
    const full = isModern ? { ...params, _meta: { ...metaOf(revision), ...ownMeta(params) } } : params;
    this.rest = new NumberTemplate().add(`,"method":${JSON.stringify(method)}`);
    if (full !== undefined) this.rest.add(',"params":').addJson(full);
    this.rest.add('}');
    this.headers = new NumberTemplate();
    const lines = isModern ? mirrorHeaders(method, params) : [];
    for (const [name, value] of [...lines, ...Object.entries(headers)]) {
      // A name may come from a schema of the server: what cannot be a header is none.
      if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value))
        this.headers.add(`${name}: `).addWithHoles(value).add('\r\n');
    }
  }
}

export const loadClientInfo: JsonObject = { name: 'mcp-reliability-lab', version: '0.1.0' };

function metaOf(revision: Revision): JsonObject {
  const prefix = 'io.modelcontextprotocol/';
  return {
    [`${prefix}protocolVersion`]: revision,
    [`${prefix}clientCapabilities`]: {},
    [`${prefix}clientInfo`]: loadClientInfo,
  };
}

function ownMeta(params: JsonObject | undefined): JsonObject | undefined {
  return isJsonObject(params?._meta) ? params._meta : undefined;
}

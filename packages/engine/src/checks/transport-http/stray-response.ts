import type { JsonObject } from '@mcp-lab/wire';

/** A response to a request that no server ever made. */
export const strayResponse: JsonObject = { jsonrpc: '2.0', id: 'mcp-lab-no-such-request', result: {} };

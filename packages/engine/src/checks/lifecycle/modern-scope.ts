import type { TransportKind } from '@mcp-lab/wire';

/** HTTP+SSE never carried a modern revision. */
export const modernTransports: readonly TransportKind[] = ['stdio', 'streamable-http'];

const prefix = 'io.modelcontextprotocol/';

export const protocolVersionKey = `${prefix}protocolVersion`;
export const clientCapabilitiesKey = `${prefix}clientCapabilities`;
export const clientInfoKey = `${prefix}clientInfo`;
export const serverInfoKey = `${prefix}serverInfo`;
export const subscriptionIdKey = `${prefix}subscriptionId`;

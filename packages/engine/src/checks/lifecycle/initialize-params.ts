import type { JsonObject } from '@mcp-lab/wire';

/** What a legacy client without any capability opens with. */
export function initializeParams(protocolVersion: string): JsonObject {
  return { protocolVersion, capabilities: {}, clientInfo: { name: 'mcp-lab', version: '0.1.0' } };
}

import type { TransportKind } from '@mcp-lab/wire';

export const httpTransports: readonly TransportKind[] = ['streamable-http', 'http-sse'];

import type { TransportKind } from '@mcp-lab/wire';
import { revisionsSince } from '../jsonrpc/applies-to.ts';

export const streamableHttpOnly: readonly TransportKind[] = ['streamable-http'];

/** Streamable HTTP exists since 2025-03-26. */
export const streamableHttpRevisions = revisionsSince('2025-03-26');

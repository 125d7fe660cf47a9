import type { TransportKind } from '@mcp-lab/wire';

/** Authorization is defined for Streamable HTTP; servers of the older transport have nothing to go by. */
export const authTransports: readonly TransportKind[] = ['streamable-http'];

import type { Access } from '@mcp-lab/contracts';
import type { Actor } from '@mcp-lab/core';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. A route without it is refused when the app is built. */
    access?: Access;
    /** The endpoint of the contracts behind it. */
    endpointId?: string;
    /** Neither counted nor limited: probes of an orchestrator come often and from one address. */
    unlimited?: boolean;
  }
  interface FastifyRequest {
    actor: Actor;
  }
}

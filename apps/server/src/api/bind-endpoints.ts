import { type Endpoint, type EndpointId, endpoints, type FileAnswer, type ReadyAnswer } from '@mcp-lab/contracts';
import { type LabContext, type ServiceContext, type Services, withIdempotency } from '@mcp-lab/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ParsedInput, parseInput } from './parse-input.ts';

/** What answers an endpoint: a service, or one of the handlers that also set a cookie. */
export type EndpointHandler = (
  context: ServiceContext,
  input: ParsedInput,
  exchange: { request: FastifyRequest; reply: FastifyReply },
) => Promise<unknown>;

interface BindOptions {
  context: LabContext;
  services: Services;
  /** Endpoints that need more than their input. */
  special: Partial<Record<EndpointId, EndpointHandler>>;
}

const defaultBodyBytes = 1024 * 1024;
/** A config file of a client, escaped once more as a JSON string. */
const importBodyBytes = 4 * 1024 * 1024;

/** A route for every endpoint of the contracts: parse, call, parse the answer, send. */
export function bindEndpoints(app: FastifyInstance, { context, services, special }: BindOptions): void {
  for (const [id, endpoint] of Object.entries(endpoints) as [EndpointId, Endpoint][]) {
    const handle = special[id] ?? (services[id as keyof Services] as EndpointHandler);
    app.route({
      method: endpoint.method,
      url: routeUrl(endpoint),
      bodyLimit: id === 'importServers' ? importBodyBytes : defaultBodyBytes,
      config: { access: endpoint.access, endpointId: id, unlimited: endpoint.root === true },
      handler: async (request, reply) => {
        const input = parseInput(endpoint, request);
        const own = { ...context, actor: request.actor };
        const work = async () => endpoint.response.parse(await handle(own, input, { request, reply }));
        const key = idempotencyKey(request, endpoint);
        const answer = key === null ? await work() : await withIdempotency(own, { key, endpointId: id, input }, work);
        if (id === 'getReady' && !(answer as ReadyAnswer).ready) reply.code(503);
        else reply.code(endpoint.status ?? 200);
        return endpoint.download ? sendFile(reply, answer as FileAnswer) : answer;
      },
    });
  }
}

/** Of a write by a signed-in user; what sets a cookie cannot be answered from a store. */
function idempotencyKey(request: FastifyRequest, endpoint: Endpoint): string | null {
  const key = request.headers['idempotency-key'];
  const repeatable = endpoint.method !== 'GET' && request.actor.kind === 'user';
  return repeatable && typeof key === 'string' ? key : null;
}

function routeUrl(endpoint: Endpoint): string {
  return `${endpoint.root ? '' : '/api'}${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}

/** Always to be saved, never shown in place: a report holds what strangers wrote. */
function sendFile(reply: FastifyReply, { name, contentType, content }: FileAnswer): FastifyReply {
  const safeName = name.replaceAll(/[^\w.-]/g, '').replace(/^\.+/, '') || 'download';
  return reply.type(contentType).header('content-disposition', `attachment; filename="${safeName}"`).send(content);
}

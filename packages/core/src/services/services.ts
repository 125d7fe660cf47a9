import type { EndpointId, EndpointOutput, EndpointParsed, Endpoints } from '@mcp-lab/contracts';
import type { ServiceContext } from '../context.ts';

/**
 * Endpoints whose answer needs more than their input: they set or clear the refresh cookie and sign an access token.
 * The api calls `setUpFirstAdmin`, `signIn`, `refreshSession` and `signOut` for them.
 */
export type CookieEndpointId = 'setup' | 'login' | 'refresh' | 'logout';
export type ServiceId = Exclude<EndpointId, CookieEndpointId>;

export type Service<Id extends EndpointId> = (
  context: ServiceContext,
  input: EndpointParsed<Endpoints[Id]>,
) => Promise<EndpointOutput<Endpoints[Id]>>;

export type Services = { [Id in ServiceId]: Service<Id> };

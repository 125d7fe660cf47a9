import type { GuardedFetch } from '@mcp-lab/wire';
import {
  type AuthorizationServer,
  dynamicClientRegistrationRequest,
  processDynamicClientRegistrationResponse,
} from 'oauth4webapi';
import { authorizationFailure } from './authorization-failure.ts';
import { requestOptions } from './oauth-client.ts';

export interface RegisteredClient {
  clientId: string;
  clientSecret: string | undefined;
}

/** Registers the lab with an authorization server, RFC 7591. Throws LabError where that is not offered. */
export async function registerClient(
  server: AuthorizationServer,
  redirectUri: string,
  scope: string | undefined,
  guarded: GuardedFetch,
): Promise<RegisteredClient> {
  if (server.registration_endpoint === undefined) {
    const documents = server.client_id_metadata_document_supported === true;
    const hint = documents ? 'its id, or the https URL of its metadata document' : 'its id';
    throw authorizationFailure(
      `${server.issuer} registers no clients by itself: register one and give ${hint} as auth.clientId`,
    );
  }
  const response = await dynamicClientRegistrationRequest(
    server,
    {
      client_name: 'MCP Reliability Lab',
      // A program of this machine: only such may be redirected to a loopback address at any port.
      application_type: 'native',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...(scope === undefined ? {} : { scope }),
    },
    requestOptions(guarded),
  );
  const registered = await processDynamicClientRegistrationResponse(response);
  const secret = registered.client_secret;
  const isPublic = registered.token_endpoint_auth_method === 'none';
  return { clientId: registered.client_id, clientSecret: isPublic || typeof secret !== 'string' ? undefined : secret };
}

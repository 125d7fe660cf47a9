import type { GuardedFetch } from '@mcp-lab/wire';
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  None,
} from 'oauth4webapi';

/** Who asks for a token, at whose place, for what. */
export interface OAuthClient {
  server: AuthorizationServer;
  client: Client;
  authentication: ClientAuth;
  /** The canonical URI of the MCP server, RFC 8707. */
  resource: string;
  scope: string | undefined;
}

/** As the server wants it told; the standard's default is the header. */
export function authenticateClient(server: AuthorizationServer, secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const methods = server.token_endpoint_auth_methods_supported;
  const isPost = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return isPost ? ClientSecretPost(secret) : ClientSecretBasic(secret);
}

/** Every request of the library goes through the guard. Plain http was allowed for loopback only when it was discovered. */
export function requestOptions(guarded: GuardedFetch) {
  return {
    [customFetch]: (url: string, options: Parameters<GuardedFetch['fetch']>[1]) => guarded.fetch(url, options),
    [allowInsecureRequests]: true,
  };
}

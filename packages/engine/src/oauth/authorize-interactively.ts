import type { OAuthInput } from '@mcp-lab/contracts';
import type { GuardedFetch } from '@mcp-lab/wire';
import {
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  processAuthorizationCodeResponse,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { authorizationFailure } from './authorization-failure.ts';
import type { DiscoveredAuthorization } from './discover-authorization.ts';
import { authenticateClient, type OAuthClient, requestOptions } from './oauth-client.ts';
import { listenForRedirect } from './redirect-listener.ts';
import { registerClient } from './register-client.ts';

interface Interaction {
  guarded: GuardedFetch;
  signal: AbortSignal;
  /** Shows the user where to agree. The URL is http or https. */
  onOpenUrl: (url: string) => void | Promise<void>;
}

/**
 * The authorization code grant with PKCE: a person agrees in a browser, which comes back to a port of this machine. The
 * answer must carry the state that was sent, and name the issuer it was sent to where that is known to do so (RFC 9207).
 */
export async function authorizeInteractively(
  { server, resource, scope: wanted }: DiscoveredAuthorization,
  input: Extract<OAuthInput, { type: 'authorization-code' }>,
  { guarded, signal, onOpenUrl }: Interaction,
): Promise<{ client: OAuthClient; response: TokenEndpointResponse }> {
  if (server.authorization_endpoint === undefined) {
    throw authorizationFailure(`${server.issuer} has no authorization_endpoint`);
  }
  if (!server.code_challenge_methods_supported?.includes('S256')) {
    throw authorizationFailure(
      `${server.issuer} does not say that it supports PKCE with S256, so it is not safe to go on`,
    );
  }
  const scope = input.scope ?? wanted;
  const listener = await listenForRedirect(input.redirectPort, signal);
  try {
    const { redirectUri } = listener;
    const { clientId, clientSecret } =
      input.clientId === undefined
        ? await registerClient(server, redirectUri, scope, guarded)
        : { clientId: input.clientId, clientSecret: input.clientSecret };
    const client = { client_id: clientId };
    const verifier = generateRandomCodeVerifier();
    const state = generateRandomState();
    const url = new URL(server.authorization_endpoint);
    const parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      resource,
      ...(scope === undefined ? {} : { scope }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    await onOpenUrl(url.href);
    const answer = validateAuthResponse(server, client, await listener.answer, state);
    const authentication = authenticateClient(server, clientSecret);
    const granted = await authorizationCodeGrantRequest(server, client, authentication, answer, redirectUri, verifier, {
      ...requestOptions(guarded),
      additionalParameters: { resource },
    });
    const response = await processAuthorizationCodeResponse(server, client, granted);
    return { client: { server, client, authentication, resource, scope }, response };
  } finally {
    await listener.close();
  }
}

import type { OAuthInput } from '@mcp-lab/contracts';
import { type CheckAddress, createGuardedFetch, type GuardedFetch, type HttpTarget } from '@mcp-lab/wire';
import {
  clientCredentialsGrantRequest,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { authorizationFailure, explainFailure } from './authorization-failure.ts';
import { authorizeInteractively } from './authorize-interactively.ts';
import { type DiscoveredAuthorization, discoverAuthorization } from './discover-authorization.ts';
import { authenticateClient, type OAuthClient, requestOptions } from './oauth-client.ts';

export interface ObtainOptions {
  signal: AbortSignal;
  /**
   * Shows the user the page to agree on, for an interactive grant. Always an http or https URL; to be printed, or
   * opened as one argument of a program, never through a shell.
   */
  onOpenUrl: (url: string) => void | Promise<void>;
  /** Default: all addresses are allowed. */
  checkAddress?: CheckAddress;
}

export interface ObtainedToken {
  accessToken: string;
  /** Seconds the token is good for from when it was given; undefined where nobody said. */
  expiresInSeconds: number | undefined;
  scope: string | undefined;
  /** Everything that must not be shown, for the redaction of a run. */
  secrets: string[];
  /** A new token without asking anybody; undefined where there is no way. Throws LabError. */
  refresh: ((options: Omit<ObtainOptions, 'onOpenUrl'>) => Promise<ObtainedToken>) | undefined;
}

/** Gets the token a suite file's `auth` describes, for requests to `target`. Throws LabError. */
export async function obtainToken(
  target: HttpTarget,
  auth: OAuthInput,
  { signal, onOpenUrl, checkAddress }: ObtainOptions,
): Promise<ObtainedToken> {
  if (auth.type === 'bearer') {
    const { token } = auth;
    return { accessToken: token, expiresInSeconds: undefined, scope: undefined, secrets: [token], refresh: undefined };
  }
  return withGuardedFetch('getting a token', { signal, checkAddress }, async (guarded) => {
    const found = await discoverAuthorization(target, auth.issuer, guarded);
    if (auth.type === 'client-credentials') return obtainByCredentials(found, auth, guarded);
    const { client, response } = await authorizeInteractively(found, auth, { guarded, signal, onOpenUrl });
    return toObtained(response, client, auth.clientSecret);
  });
}

async function obtainByCredentials(
  { server, resource, scope: wanted }: DiscoveredAuthorization,
  auth: Extract<OAuthInput, { type: 'client-credentials' }>,
  guarded: GuardedFetch,
): Promise<ObtainedToken> {
  const client = { client_id: auth.clientId };
  const authentication = authenticateClient(server, auth.clientSecret);
  const scope = auth.scope ?? wanted;
  const parameters = { resource, ...(scope === undefined ? {} : { scope }) };
  const options = requestOptions(guarded);
  const granted = await clientCredentialsGrantRequest(server, client, authentication, parameters, options);
  const response = await processClientCredentialsResponse(server, client, granted);
  const obtained = toObtained(response, { server, client, authentication, resource, scope }, auth.clientSecret);
  // Nobody has to agree to another one.
  const again: ObtainedToken['refresh'] = (own) =>
    withGuardedFetch('getting another token', own, (fresh) =>
      obtainByCredentials({ server, resource, scope: wanted }, auth, fresh),
    );
  return { ...obtained, refresh: again };
}

function toObtained(response: TokenEndpointResponse, client: OAuthClient, secret?: string): ObtainedToken {
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type } = response;
  if (type !== 'bearer') throw authorizationFailure(`the token is of type ${type}, only bearer is understood`);
  const secrets = [accessToken, refreshToken, response.id_token, secret].filter((one) => one !== undefined);
  const refresh: ObtainedToken['refresh'] = (own) =>
    withGuardedFetch('refreshing the token', own, async (guarded) => {
      const { server, client: known, authentication, resource } = client;
      const granted = await refreshTokenGrantRequest(server, known, authentication, refreshToken ?? '', {
        ...requestOptions(guarded),
        additionalParameters: { resource },
      });
      const next = await processRefreshTokenResponse(server, known, granted);
      // A server that does not rotate them lets the old one go on.
      return toObtained({ refresh_token: refreshToken, ...next }, client, secret);
    });
  return {
    accessToken,
    expiresInSeconds: response.expires_in,
    scope: response.scope ?? client.scope,
    secrets,
    refresh: refreshToken === undefined ? undefined : refresh,
  };
}

async function withGuardedFetch<Value>(
  step: string,
  { signal, checkAddress }: Omit<ObtainOptions, 'onOpenUrl'>,
  perform: (guarded: GuardedFetch) => Promise<Value>,
): Promise<Value> {
  const guarded = createGuardedFetch({ signal, checkAddress });
  try {
    return await perform(guarded);
  } catch (error) {
    throw explainFailure(step, error);
  } finally {
    await guarded.close();
  }
}

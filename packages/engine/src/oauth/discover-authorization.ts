import type { GuardedFetch, HttpTarget } from '@mcp-lab/wire';
import { type AuthorizationServer, processDiscoveryResponse } from 'oauth4webapi';
import { z } from 'zod';
import { isSecureUrl } from '../checks/auth/is-loopback.ts';
import { issuerMetadataLocations, resourceMetadataLocations } from '../checks/auth/metadata-locations.ts';
import { type Challenge, parseChallenges } from '../checks/auth/parse-challenges.ts';
import { authorizationFailure, explainFailure } from './authorization-failure.ts';

export interface DiscoveredAuthorization {
  server: AuthorizationServer;
  /** What the token is to be for. */
  resource: string;
  /** What the challenge asks for, else what the resource lists. */
  scope: string | undefined;
}

const resourceMetadataSchema = z.object({
  resource: z.string(),
  authorization_servers: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional(),
});
type ResourceMetadata = z.infer<typeof resourceMetadataSchema>;

/**
 * Finds out where tokens for a server come from: by its challenge, the metadata of RFC 9728 and that of RFC 8414 or
 * OpenID Connect. `issuer` overrules what the server names. Throws LabError.
 */
export async function discoverAuthorization(
  target: HttpTarget,
  issuer: string | undefined,
  guarded: GuardedFetch,
): Promise<DiscoveredAuthorization> {
  const challenge = await readChallenge(target, guarded);
  const metadata = await findResourceMetadata(target, challenge, guarded);
  // Servers of 2025-03-26 have no such metadata: there the origin itself is the issuer.
  const named = issuer ?? metadata?.authorization_servers?.[0] ?? new URL(target.url).origin;
  const challenged = challenge?.parameters.get('scope');
  return {
    server: await findServer(named, guarded),
    resource: metadata?.resource ?? withoutFragment(target.url),
    scope: challenged ?? (metadata?.scopes_supported?.join(' ') || undefined),
  };
}

/** A request that nobody answers with more than an error, sent for its 401. */
async function readChallenge(target: HttpTarget, guarded: GuardedFetch): Promise<Challenge | undefined> {
  const headers = Object.entries(target.headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  const response = await attempt(`asking ${target.url} for its challenge`, () =>
    guarded.fetch(target.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...Object.fromEntries(headers),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    }),
  );
  const parsed = parseChallenges(response.headers.get('www-authenticate') ?? '');
  return typeof parsed === 'string' ? undefined : parsed.find(({ scheme }) => scheme === 'bearer');
}

async function findResourceMetadata(
  target: HttpTarget,
  challenge: Challenge | undefined,
  guarded: GuardedFetch,
): Promise<ResourceMetadata | undefined> {
  const named = challenge?.parameters.get('resource_metadata');
  const urls = named === undefined ? resourceMetadataLocations(target.url) : [named];
  for (const url of urls) {
    const response = await attempt(`reading ${url}`, () =>
      guarded.fetch(url, { headers: { Accept: 'application/json' } }),
    );
    if (response.status !== 200) continue;
    const read = resourceMetadataSchema.safeParse(await response.json().catch(() => undefined));
    if (!read.success) throw authorizationFailure(`${url} is no metadata of a protected resource (RFC 9728)`);
    // Otherwise one server could have tokens fetched that are good for another.
    if (!isPartOf(target.url, read.data.resource)) {
      throw authorizationFailure(`${url} is about another resource than ${target.url}`);
    }
    return read.data;
  }
  return undefined;
}

async function findServer(issuer: string, guarded: GuardedFetch): Promise<AuthorizationServer> {
  if (!URL.canParse(issuer) || !isSecureUrl(issuer)) {
    throw authorizationFailure(`the issuer ${issuer} is no https URL (http is for loopback only)`);
  }
  for (const url of issuerMetadataLocations(issuer, true)) {
    const response = await attempt(`reading ${url}`, () =>
      guarded.fetch(url, { headers: { Accept: 'application/json' } }),
    );
    if (response.status !== 200) continue;
    const server = await attempt(`reading ${url}`, () => processDiscoveryResponse(new URL(issuer), response));
    if (server.issuer !== issuer) throw authorizationFailure(`${url} is the metadata of another issuer`);
    requireSecureEndpoints(server);
    return server;
  }
  throw authorizationFailure(`the authorization server ${issuer} has no metadata at any of the known places`);
}

function requireSecureEndpoints(server: AuthorizationServer): void {
  for (const name of ['authorization_endpoint', 'token_endpoint', 'registration_endpoint'] as const) {
    const url = server[name];
    if (url !== undefined && !isSecureUrl(url))
      throw authorizationFailure(`the ${name} of ${server.issuer} is not https`);
  }
}

function isPartOf(address: string, resource: string): boolean {
  const [own, named] = [URL.parse(address), URL.parse(resource)];
  if (own === null || named === null || own.origin !== named.origin) return false;
  const path = named.pathname.replace(/\/$/, '');
  return own.pathname === path || own.pathname.startsWith(`${path}/`);
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

async function attempt<Value>(step: string, perform: () => Promise<Value>): Promise<Value> {
  try {
    return await perform();
  } catch (error) {
    throw explainFailure(step, error);
  }
}

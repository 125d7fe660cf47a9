import { isJsonObject, type JsonObject, type Reply, type Session } from '@mcp-lab/wire';
import type { CheckContext, CheckOutcome } from '../../check/check.ts';
import { bearerChallenge } from './challenge.ts';
import { describeStatus } from './http-evidence.ts';
import { issuerMetadataLocations, resourceMetadataLocations } from './metadata-locations.ts';
import { oncePerRun } from './once-per-run.ts';
import { requireRefusal } from './protection.ts';

export interface Fetched {
  url: string;
  reply: Reply;
  /** Undefined for anything but 200 with a JSON object. */
  document: JsonObject | undefined;
}

export interface ResourceMetadata {
  /** The one the challenge names, if it names one. */
  named: Fetched | undefined;
  /** At the well-known places, until one was found. */
  wellKnown: Fetched[];
  found: (Fetched & { document: JsonObject }) | undefined;
}

export interface IssuerMetadata {
  issuer: string;
  tried: Fetched[];
  found: (Fetched & { document: JsonObject }) | undefined;
}

/** Without credentials and without following redirects, as metadata is published for everybody. */
export async function fetchDocument(
  session: Session,
  url: string,
  headers: Record<string, string | null> = {},
): Promise<Fetched> {
  const reply = await session.fetch({
    method: 'GET',
    url,
    headers: { Accept: 'application/json', Authorization: null, ...headers },
  });
  const body = reply.related.find((frame) => frame.kind === 'message')?.json;
  return { url, reply, document: reply.status === 200 && isJsonObject(body) ? body : undefined };
}

/** What the protected server says about itself, or why it cannot be looked at. */
export async function readResourceMetadata(context: CheckContext): Promise<ResourceMetadata | CheckOutcome> {
  const refusal = await requireRefusal(context);
  if ('verdict' in refusal) return refusal;
  return oncePerRun(context, 'resource metadata', async () => {
    const session = await context.open({ handshake: 'none' });
    const { target } = context;
    const url = target.kind === 'http' ? target.url : '';
    const address = bearerChallenge(refusal)?.parameters.get('resource_metadata');
    const named = isHttpUrl(address) ? await fetchDocument(session, address) : undefined;
    const wellKnown = await fetchFirst(session, resourceMetadataLocations(url));
    return { named, wellKnown, found: [named, ...wellKnown].find(isFound) };
  });
}

/** The document itself, or why there is none. */
export async function requireResourceMetadata(context: CheckContext) {
  const metadata = await readResourceMetadata(context);
  if ('verdict' in metadata) return metadata;
  return metadata.found ?? context.untestable('the server has no protected resource metadata, see auth-prm-reachable');
}

/** The first authorization server the protected server names; before 2025-06-18 its own origin. */
export async function readIssuerMetadata(context: CheckContext): Promise<IssuerMetadata | CheckOutcome> {
  const issuer = await findIssuer(context);
  if (typeof issuer !== 'string') return issuer;
  return oncePerRun(context, 'issuer metadata', async () => {
    const session = await context.open({ handshake: 'none' });
    const tried = await fetchFirst(session, issuerMetadataLocations(issuer, context.revision >= '2025-11-25'));
    return { issuer, tried, found: tried.find(isFound) };
  });
}

export async function requireIssuerMetadata(context: CheckContext) {
  const metadata = await readIssuerMetadata(context);
  if ('verdict' in metadata) return metadata;
  const { found, issuer } = metadata;
  if (found === undefined) {
    return context.untestable(`the authorization server ${issuer} has no metadata, see auth-as-metadata`);
  }
  return { ...found, issuer };
}

export function describeFetched(fetched: readonly Fetched[]): string {
  return fetched.map(({ url, reply }) => `${url}: ${describeStatus(reply)}`).join('; ');
}

async function findIssuer(context: CheckContext): Promise<string | CheckOutcome> {
  const metadata = await readResourceMetadata(context);
  if ('verdict' in metadata) return metadata;
  const servers = metadata.found?.document.authorization_servers;
  const named = Array.isArray(servers) ? servers.find(isHttpUrl) : undefined;
  if (named !== undefined) return named;
  if (context.revision === '2025-03-26' && context.target.kind === 'http') return new URL(context.target.url).origin;
  return context.untestable('the server names no authorization server, see auth-prm-servers');
}

async function fetchFirst(session: Session, urls: readonly string[]): Promise<Fetched[]> {
  const tried: Fetched[] = [];
  for (const url of urls) {
    const fetched = await fetchDocument(session, url);
    tried.push(fetched);
    if (isFound(fetched)) break;
  }
  return tried;
}

function isFound(fetched: Fetched | undefined): fetched is Fetched & { document: JsonObject } {
  return fetched?.document !== undefined;
}

export function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '');
}

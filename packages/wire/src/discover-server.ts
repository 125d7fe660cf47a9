import { explainDiscoveryFailure, explainWireError } from './explain-discovery-failure.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { judgeProbe, type ProbeVerdict } from './judge-probe.ts';
import type { OpenOptions } from './open-options.ts';
import { legacyRevisions, modernRevisions, type Revision, revisions } from './revision.ts';
import { type Probe, runProbe } from './run-probe.ts';
import type { ServerProfile } from './server-profile.ts';
import type { Target, TransportKind } from './target.ts';
import { WireError } from './wire-error.ts';

export interface DiscoverOptions
  extends Pick<OpenOptions, 'transcript' | 'signal' | 'limits' | 'owner' | 'checkAddress'> {
  /** For each probe. Default 10 s. */
  timeoutMs?: number;
  /** Looks at this transport only. Default: stdio for a command; Streamable HTTP, then HTTP+SSE, for a URL. */
  transport?: TransportKind;
}

const newestModern = modernRevisions[modernRevisions.length - 1] as (typeof modernRevisions)[number];
const newestLegacy = legacyRevisions[legacyRevisions.length - 1] as (typeof legacyRevisions)[number];

/**
 * Finds out which revisions a server speaks, by trying each, on a fresh process or session. Never by one probe alone: a
 * server can speak both eras. Failures are part of the profile; only an abort throws (WireError `aborted`).
 */
export async function discoverServer(target: Target, options: DiscoverOptions): Promise<ServerProfile> {
  const transport = options.transport ?? (target.kind === 'stdio' ? 'stdio' : 'streamable-http');
  const discovery = new Discovery(target, options, transport);
  try {
    if (transport !== 'http-sse') await discovery.probeModern();
    await discovery.probeLegacy();
    if (options.transport === undefined && discovery.mayBeHttpSse()) {
      discovery.profile.transport = 'http-sse';
      await discovery.probeLegacy();
      if (!discovery.foundAnything()) discovery.profile.transport = transport;
    }
  } catch (error) {
    if (!(error instanceof WireError) || error.code === 'aborted') throw error;
    discovery.profile.failure = explainWireError(error);
    return discovery.profile;
  }
  return discovery.finish();
}

class Discovery {
  readonly profile: ServerProfile;
  readonly #target: Target;
  readonly #options: DiscoverOptions;
  readonly #probes: Probe[] = [];
  /** The newest revision whose opening described the server. */
  #describedBy: Revision | undefined;

  constructor(target: Target, options: DiscoverOptions, transport: TransportKind) {
    this.#target = target;
    this.#options = options;
    this.profile = { transport, modern: [], legacy: [], unknownVersions: [], evidence: [] };
  }

  async probeModern(): Promise<void> {
    const tried = new Set<string>();
    const toTry: string[] = [newestModern];
    for (let version = toTry.shift(); version !== undefined; version = toTry.shift()) {
      const revision = modernRevisions.find((known) => known === version);
      if (revision === undefined || tried.has(revision)) continue;
      tried.add(revision);
      const { evidence, result, versions } = await this.#probe(revision);
      if (evidence.concludes !== 'modern') return;
      this.#noteUnknown(versions);
      if (result === undefined) {
        toTry.push(...versions);
        continue;
      }
      const listed = modernRevisions.filter((known) => versions.includes(known));
      if (listed.length === 0) evidence.note = `serves ${revision} but does not list it`;
      this.profile.modern = listed.length === 0 ? [revision] : listed;
      this.#describe(revision, result, serverInfoOfModern(result));
      return;
    }
  }

  async probeLegacy(): Promise<void> {
    const newest = await this.#probeLegacyRevision(newestLegacy);
    const { reply } = this.#probes.at(-1) as Probe;
    this.#noteUnknown(newest.versions);
    // A server without server/discover can still say here, by an error of the era, what it speaks.
    if (newest.evidence.concludes === 'modern' && this.profile.modern.length === 0) {
      this.profile.modern = modernRevisions.filter((known) => newest.versions.includes(known));
    }
    const error = reply.error?.code;
    // Silence, an exit or a foreign answer will not change with the date; an error that names versions might.
    const isWorthMore = newest.result !== undefined || (error !== undefined && error !== -32601);
    if (!isWorthMore || newest.evidence.concludes === 'modern') return;
    for (const revision of legacyRevisions.toReversed().slice(1)) {
      const verdict = await this.#probeLegacyRevision(revision);
      this.#noteUnknown(verdict.versions);
    }
    this.profile.legacy.sort();
  }

  /** A server of the old transport answers a POST to its stream with a client error that is not modern. */
  mayBeHttpSse(): boolean {
    const status = this.#probes.at(-1)?.reply.status ?? 0;
    const isWall = status === 401 || status === 403;
    return (
      this.profile.transport === 'streamable-http' && !this.foundAnything() && status >= 400 && status < 500 && !isWall
    );
  }

  foundAnything(): boolean {
    return this.profile.modern.length > 0 || this.profile.legacy.length > 0;
  }

  finish(): ServerProfile {
    const { profile } = this;
    if (!this.foundAnything()) profile.failure = explainDiscoveryFailure(this.#probes, profile.unknownVersions);
    return profile;
  }

  async #probeLegacyRevision(revision: (typeof legacyRevisions)[number]): Promise<ProbeVerdict> {
    const verdict = await this.#probe(revision);
    const { result } = verdict;
    if (result === undefined) return verdict;
    const offered = legacyRevisions.find((known) => known === result.protocolVersion);
    if (offered !== undefined && !this.profile.legacy.includes(offered)) this.profile.legacy.push(offered);
    if (offered !== undefined) this.#describe(offered, result, result.serverInfo);
    return verdict;
  }

  async #probe(revision: Revision): Promise<ProbeVerdict> {
    const { transport: _, timeoutMs = 10_000, ...options } = this.#options;
    const { signal } = options;
    const probe = await runProbe(this.#target, this.profile.transport, revision, { ...options, timeoutMs });
    if (signal?.aborted) throw new WireError('aborted', 'The discovery was cancelled.', 'Start it again.');
    const verdict = judgeProbe(probe);
    this.#probes.push(probe);
    this.profile.evidence.push(verdict.evidence);
    return verdict;
  }

  #noteUnknown(versions: string[]): void {
    const { unknownVersions } = this.profile;
    for (const version of versions) {
      const isKnown = (revisions as readonly string[]).includes(version) || unknownVersions.includes(version);
      if (!isKnown && unknownVersions.length < 20) unknownVersions.push(version.slice(0, 100));
    }
  }

  #describe(revision: Revision, result: JsonObject, serverInfo: JsonValue | undefined): void {
    if (this.#describedBy !== undefined && this.#describedBy >= revision) return;
    this.#describedBy = revision;
    const { profile } = this;
    if (isJsonObject(serverInfo)) profile.serverInfo = serverInfo;
    if (isJsonObject(result.capabilities)) profile.capabilities = result.capabilities;
    if (typeof result.instructions === 'string') profile.instructions = result.instructions;
  }
}

function serverInfoOfModern(result: JsonObject): JsonValue | undefined {
  return isJsonObject(result._meta) ? result._meta['io.modelcontextprotocol/serverInfo'] : undefined;
}

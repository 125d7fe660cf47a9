import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { eraOf } from './revision.ts';
import type { Probe } from './run-probe.ts';
import type { DiscoveryEvidence } from './server-profile.ts';

/** What one probe proves. */
export interface ProbeVerdict {
  evidence: DiscoveryEvidence;
  /** The result of the opening, where it was a valid one. */
  result: JsonObject | undefined;
  /** Versions the peer named, in a result or in the data of an error. */
  versions: string[];
}

/** The three errors only a server of the modern era knows. */
const modernErrors: unknown[] = [-32020, -32021, -32022];

export function judgeProbe(probe: Probe): ProbeVerdict {
  const { reply, revision } = probe;
  const isModern = eraOf(revision) === 'modern';
  const result = isModern ? asDiscoverResult(reply.result) : asInitializeResult(reply.result);
  const versions = namedVersions(probe);
  const evidence: DiscoveryEvidence = {
    probe: `${isModern ? 'server/discover' : 'initialize'} ${revision}${probe.transport === 'http-sse' ? ' over HTTP+SSE' : ''}`,
    observed: describeReply(probe),
    concludes: conclude(probe, result),
    frames: probe.frames,
  };
  const note = noteOn(probe, versions);
  if (note !== undefined) evidence.note = note;
  return { evidence, result, versions };
}

function conclude(probe: Probe, result: JsonObject | undefined): DiscoveryEvidence['concludes'] {
  const { reply, revision } = probe;
  if (modernErrors.includes(reply.error?.code)) return 'modern';
  const isModern = eraOf(revision) === 'modern';
  if (isModern && result !== undefined) return 'modern';
  if (!isModern && result !== undefined) return result.protocolVersion === revision ? 'legacy' : 'not-legacy';
  if (isNoEvidence(probe)) return 'nothing';
  return isModern ? 'not-modern' : 'not-legacy';
}

/** An auth wall, an outage or a broken connection say nothing about what the server speaks. */
function isNoEvidence({ reply, transport }: Probe): boolean {
  const { outcome, status = 0 } = reply;
  if (status === 401 || status === 403 || status >= 500) return true;
  return outcome === 'failed' || (outcome === 'silent' && transport !== 'stdio');
}

function asDiscoverResult(result: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(result) && Array.isArray(result.supportedVersions) ? result : undefined;
}

function asInitializeResult(result: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(result) && typeof result.protocolVersion === 'string' ? result : undefined;
}

function namedVersions({ reply }: Probe): string[] {
  const { result, error } = reply;
  const named: JsonValue[] = [];
  if (isJsonObject(result)) named.push(result.supportedVersions ?? [], result.protocolVersion ?? []);
  if (isJsonObject(error?.data)) named.push(error.data.supported ?? [], error.data.supportedVersions ?? []);
  if (error !== undefined) named.push(datesIn(error.message));
  return [...new Set(named.flat().filter((version) => typeof version === 'string'))];
}

/** Some servers name their versions only in the text of the error. */
function datesIn(text: JsonValue | undefined): string[] {
  if (typeof text !== 'string' || !/support/i.test(text)) return [];
  return text.slice(0, 2000).match(/\b20\d\d-\d\d-\d\d\b/g) ?? [];
}

function describeReply({ reply, stop, revision }: Probe): string {
  if (reply.error !== undefined) return `error ${JSON.stringify(reply.error.code)?.slice(0, 40)}`;
  if (reply.message !== undefined) {
    const result = isJsonObject(reply.result) ? reply.result : undefined;
    const version = result?.protocolVersion;
    if (typeof version === 'string' && version !== revision) return `result ${version}`;
    return result === undefined ? 'malformed response' : 'result';
  }
  if (reply.outcome === 'closed' && stop.needed === 'gone') {
    return stop.signal === null ? `exit ${stop.exitCode}` : `exit by ${stop.signal}`;
  }
  if (reply.outcome === 'http-error' || reply.outcome === 'accepted') return `HTTP ${reply.status}`;
  if (reply.outcome === 'silent') return 'timeout';
  return reply.failure ?? reply.outcome;
}

function noteOn({ reply, noise }: Probe, versions: string[]): string | undefined {
  if (noise !== undefined) return `stdout also carries text that is not JSON: ${clip(noise)}`;
  if (reply.status === 406 || reply.status === 415) return 'picky about the Accept or Content-Type header';
  if (reply.error !== undefined && versions.length > 0) return `the error names ${versions.join(', ')}`;
  return undefined;
}

export function clip(text: string): string {
  const line = text.trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

import { type CheckAddress, discoverServer, type ServerProfile, type Target, type TransportKind } from '@mcp-lab/wire';
import type { ConnectionLog } from './connection-log.ts';
import { openingTimeoutOf } from './opening-timeout.ts';
import type { Disclosure } from './redact-target.ts';
import type { RunClock } from './run-clock.ts';

interface DiscoverySettings {
  target: Target;
  owner?: string;
  checkAddress?: CheckAddress;
  /** HTTP only: which of the two transports may be used. */
  transports?: readonly TransportKind[];
}

/** The discovery a run begins with, in the run's transcript. A run that is ended meanwhile knows nothing. */
export async function discoverInRun(
  { target, owner, checkAddress, transports = [] }: DiscoverySettings,
  connections: ConnectionLog,
  { signal }: RunClock,
  requestTimeoutMs: number,
): Promise<ServerProfile> {
  const [only] = transports.length === 1 ? transports : [];
  const transcript = connections.transcriptFor({ revision: '2026-07-28', purpose: 'discovery', checkId: null });
  try {
    return await discoverServer(target, {
      transcript,
      timeoutMs: openingTimeoutOf(requestTimeoutMs),
      signal,
      owner,
      checkAddress,
      transport: only,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const transport = only ?? (target.kind === 'stdio' ? 'stdio' : 'streamable-http');
    return { transport, modern: [], legacy: [], unknownVersions: [], evidence: [] };
  }
}

/** A server may repeat what it was given, in its instructions for example. */
export function redactProfile(profile: ServerProfile, { redact }: Disclosure): ServerProfile {
  return JSON.parse(redact(JSON.stringify(profile))) as ServerProfile;
}

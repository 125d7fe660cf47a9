import { type Frame, isJsonObject, type LegacyRevision, legacyRevisions, type Reply } from '@mcp-lab/wire';
import type { CheckContext } from '../../check/check.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { observeOnce } from '../jsonrpc/observe-once.ts';
import { unsupportedVersion } from './unsupported-version.ts';

export interface VersionAnswer {
  reply: Reply | undefined;
  /** The version of the result; undefined where there is no result or its version is no string. */
  version: string | undefined;
  /** Completes `initialize with … got …`. */
  text: string;
  evidence: (Frame | undefined)[];
}

/** Asks for a version in a session of its own that ends after `initialize`; silence is only believed the second time. */
export async function requestVersion(context: CheckContext, requestedVersion: string): Promise<VersionAnswer> {
  const answer = await requestOnce(context, requestedVersion);
  return answer.reply?.outcome === 'silent' ? requestOnce(context, requestedVersion) : answer;
}

async function requestOnce(context: CheckContext, requestedVersion: string): Promise<VersionAnswer> {
  const revision = asLegacyRevision(requestedVersion) ?? context.revision;
  const session = await context.open({ revision, requestedVersion, handshake: 'initialize' });
  const reply = session.opening;
  // Left open, many processes of one server would be there at once.
  await session.close({ graceMs: 1_000 });
  const result = isJsonObject(reply?.result) ? reply.result : undefined;
  const version = result?.protocolVersion;
  return {
    reply,
    version: typeof version === 'string' ? version : undefined,
    text: reply === undefined ? 'nothing' : describeReply(reply),
    evidence: [...(reply?.sent ?? []), reply?.frame],
  };
}

/** The same for a version that no server has; several checks look at the one answer. */
export const requestUnsupportedVersion = observeOnce((context) => requestVersion(context, unsupportedVersion));

export function asLegacyRevision(version: string): LegacyRevision | undefined {
  return legacyRevisions.find((revision) => revision === version);
}

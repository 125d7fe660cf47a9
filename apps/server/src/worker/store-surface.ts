import { type LabContext, recordCapabilities } from '@mcp-lab/core';
import { legacyRevisions, modernRevisions, type ServerProfile } from '@mcp-lab/wire';
import type { Report } from '../runner/protocol.ts';

type SurfaceReport = Extract<Report, { type: 'surface' }>;

/** Stores what a runner read from a server: what it speaks, who it is and what it offers. */
export function storeSurface(context: LabContext, report: SurfaceReport): Promise<void> {
  const { tools, resources, resourceTemplates, prompts } = report.surface;
  const surface = { tools, resources, resourceTemplates, prompts };
  return recordCapabilities(context, { serverId: report.key, profile: toProfile(report), surface });
}

function toProfile({ profile, surface }: SurfaceReport): ServerProfile {
  const { serverName, serverVersion, instructions, capabilities } = surface;
  return {
    ...profile,
    modern: modernRevisions.filter((revision) => profile.modern.includes(revision)),
    legacy: legacyRevisions.filter((revision) => profile.legacy.includes(revision)),
    evidence: profile.evidence.map((evidence) => ({ ...evidence, frames: null })),
    serverInfo: { name: serverName, version: serverVersion },
    // What came out of a JSON line is JSON.
    capabilities: capabilities as ServerProfile['capabilities'],
    instructions: instructions ?? undefined,
  };
}

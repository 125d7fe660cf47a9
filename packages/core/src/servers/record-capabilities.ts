import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ServerProfile } from '@mcp-lab/wire';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { changeServer } from './change-server.ts';
import type { StoredSurface } from './surface.ts';

const zip = promisify(gzip);
/** Of uncompressed JSON. A surface beyond it is stored without its lists. */
const maxBytes = 4 * 1024 * 1024;

export interface CapabilityReport {
  serverId: string;
  profile: ServerProfile;
  /** Absent where it could not be read. */
  surface?: Pick<StoredSurface, 'tools' | 'resources' | 'resourceTemplates' | 'prompts'>;
}

/** Stores what a server was seen to offer. One that is as it was last time only gets its time moved on. */
export async function recordCapabilities(
  context: LabContext,
  { serverId, profile, surface }: CapabilityReport,
): Promise<void> {
  const takenAt = context.now();
  const stored = describe(profile, surface);
  const json = fit(stored);
  const data = await zip(json);
  const surfaceHash = createHash('sha256').update(json).digest('hex');
  const { transport, modern, legacy } = profile;
  const identity = {
    serverName: nameOf(profile.serverInfo?.name),
    serverVersion: nameOf(profile.serverInfo?.version),
    toolCount: stored.tools.length,
  };
  await transact(asLab(context), async (unit) => {
    const server = await unit.db.selectFrom('servers').select('id').where('id', '=', serverId).executeTakeFirst();
    if (server === undefined) return;
    const newest = await unit.db
      .selectFrom('capability_snapshots')
      .select(['id', 'surface_hash'])
      .where('server_id', '=', serverId)
      .orderBy('taken_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const columns = {
      taken_at: takenAt,
      transport,
      modern: JSON.stringify(modern),
      legacy: JSON.stringify(legacy),
      server_name: identity.serverName,
      server_version: identity.serverVersion,
      tool_count: identity.toolCount,
      surface_hash: surfaceHash,
      surface: data,
    };
    if (newest?.surface_hash === surfaceHash) {
      await unit.db.updateTable('capability_snapshots').set(columns).where('id', '=', newest.id).execute();
    } else {
      const row = { id: context.newId(), server_id: serverId, ...columns };
      await unit.db.insertInto('capability_snapshots').values(row).execute();
    }
    const seen = JSON.stringify({ transport, modern, legacy, ...identity, seenAt: takenAt });
    await changeServer(unit, serverId, { profile: seen });
  });
}

function describe(profile: ServerProfile, surface: CapabilityReport['surface']): StoredSurface {
  return {
    evidence: profile.evidence.map(({ probe, observed, concludes }) => ({ probe, observed, concludes })),
    instructions: profile.instructions ?? null,
    capabilities: profile.capabilities ?? {},
    tools: surface?.tools ?? [],
    resources: surface?.resources ?? [],
    resourceTemplates: surface?.resourceTemplates ?? [],
    prompts: surface?.prompts ?? [],
  };
}

function fit(surface: StoredSurface): string {
  const json = JSON.stringify(surface);
  if (Buffer.byteLength(json) <= maxBytes) return json;
  const empty = { tools: [], resources: [], resourceTemplates: [], prompts: [] };
  return JSON.stringify({ evidence: surface.evidence, instructions: null, capabilities: {}, ...empty });
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' ? readableText(value, 200) : null;
}

import type { SurfaceSnapshot } from '@mcp-lab/engine/drift/snapshot';
import type { JsonObject } from '@mcp-lab/wire';
import type { Db } from '../database/database.ts';
import { requireFound } from '../services/require-found.ts';
import { readSnapshot } from './read-snapshot.ts';

/** A stored look at a server as the engine knows it. Throws LabError `not-found`. */
export async function readSurfaceSnapshot(db: Db, id: string): Promise<SurfaceSnapshot> {
  const found = await db.selectFrom('capability_snapshots').selectAll().where('id', '=', id).executeTakeFirst();
  const row = requireFound(found, 'look', id);
  const surface = await readSnapshot(row);
  // What came out of JSON is JSON.
  const objects = (entries: readonly Record<string, unknown>[]) => entries as JsonObject[];
  return {
    server: { name: row.server_name, version: row.server_version },
    revision: null,
    revisions: [...JSON.parse(row.legacy), ...JSON.parse(row.modern)].toSorted() as string[],
    capabilities: surface.capabilities as JsonObject,
    instructions: surface.instructions,
    tools: objects(surface.tools),
    resources: objects(surface.resources),
    resourceTemplates: objects(surface.resourceTemplates),
    prompts: objects(surface.prompts),
  };
}

/** What the server was when the user accepted it, else when it was first seen; null before it was ever looked at. */
export async function readApprovedSnapshot(db: Db, serverId: string): Promise<SurfaceSnapshot | null> {
  const looks = db
    .selectFrom('capability_snapshots')
    .innerJoin('servers', 'servers.id', 'capability_snapshots.server_id')
    .select('capability_snapshots.id')
    .where('servers.id', '=', serverId);
  const accepted = await looks
    .whereRef('capability_snapshots.id', '=', 'servers.accepted_snapshot_id')
    .executeTakeFirst();
  const approved =
    accepted ??
    (await looks
      .orderBy('capability_snapshots.taken_at')
      .orderBy('capability_snapshots.id')
      .limit(1)
      .executeTakeFirst());
  return approved === undefined ? null : readSurfaceSnapshot(db, approved.id);
}

import { findServer } from '../../servers/find-server.ts';
import { readSnapshot } from '../../servers/read-snapshot.ts';
import type { Service } from '../services.ts';

export const getServerCapabilities: Service<'getServerCapabilities'> = async ({ database: { db } }, { params }) => {
  const server = await findServer(db, params.id);
  const newest = await db
    .selectFrom('capability_snapshots')
    .selectAll()
    .where('server_id', '=', server.id)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return { serverId: server.id, ...neverSeen };
  const surface = await readSnapshot(newest);
  return {
    serverId: server.id,
    takenAt: newest.taken_at,
    transport: newest.transport,
    modern: JSON.parse(newest.modern),
    legacy: JSON.parse(newest.legacy),
    ...surface,
  };
};

const neverSeen = {
  takenAt: null,
  transport: null,
  modern: [],
  legacy: [],
  evidence: [],
  instructions: null,
  capabilities: {},
  tools: [],
  resources: [],
  resourceTemplates: [],
  prompts: [],
};

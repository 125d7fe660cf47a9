import { LabError, type Server, type ServerCreate } from '@mcp-lab/contracts';
import type { ServiceContext } from '../context.ts';
import type { ServerTable } from '../database/schema.ts';
import type { Unit } from '../transact.ts';
import { nameKey } from './name-key.ts';
import { shownAuth, storeAuth } from './server-auth.ts';
import { storeSecrets } from './store-secrets.ts';
import { toServer } from './to-server.ts';

interface InsertOptions {
  sampleId?: string;
  /** Start it although it does not start by itself. */
  start?: boolean;
}

/** Adds a server with its secrets, audit entry and event. Throws LabError `conflict` when the name is taken. */
export async function insertServer(
  context: ServiceContext,
  unit: Unit,
  server: ServerCreate,
  { sampleId, start = false }: InsertOptions = {},
): Promise<Server> {
  const now = context.now();
  const startable = server.launch !== null;
  const wanted = startable && (start || server.autoStart);
  const row: ServerTable = {
    id: context.newId(),
    name: server.name,
    name_key: nameKey(server.name),
    description: server.description,
    kind: server.kind,
    command: server.launch?.command ?? null,
    args: JSON.stringify(server.launch?.args ?? []),
    cwd: server.launch?.cwd ?? null,
    url: server.url,
    auth: shownAuth(server.auth),
    auto_start: server.autoStart ? 1 : 0,
    restart_policy: server.restartPolicy,
    health_interval_seconds: server.healthIntervalSeconds,
    sample_id: sampleId ?? null,
    desired: wanted ? 'running' : 'stopped',
    generation: 1,
    status: wanted ? 'starting' : startable ? 'stopped' : 'external',
    status_reason: null,
    pid: null,
    started_at: null,
    restart_count: 0,
    lease_owner: null,
    lease_until: null,
    fence: 0,
    health: 'unknown',
    health_reason: null,
    health_checked_at: null,
    health_latency_ms: null,
    profile: null,
    next_check_at: 0,
    check_lease_until: null,
    check_fence: 0,
    accepted_snapshot_id: null,
    created_at: now,
    updated_at: now,
  };
  const inserted = await unit.db
    .insertInto('servers')
    .values(row)
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) {
    throw new LabError('conflict', `There is a server named "${server.name}" already.`);
  }
  await storeSecrets(context, unit.db, row.id, 'env', server.env);
  await storeSecrets(context, unit.db, row.id, 'header', server.headers);
  await storeSecrets(context, unit.db, row.id, 'token', server.tokens);
  await storeAuth(context, unit.db, row.id, server.auth);
  const { env, headers, tokens, auth, ...shown } = server;
  const names = { envNames: Object.keys(env), headerNames: Object.keys(headers), tokenNames: Object.keys(tokens) };
  unit.audit('server.created', `server ${row.id}`, { ...shown, ...names, auth: auth?.type ?? null });
  const created = await toServer(unit.db, row);
  unit.publish('server.created', created);
  return created;
}

import type { Server } from '@mcp-lab/contracts';
import type { Db } from '../database/database.ts';
import type { ServerTable } from '../database/schema.ts';

/** Rows as the API shows them: with the names of their secrets, never the values. */
export async function toServers(db: Db, rows: readonly ServerTable[]): Promise<Server[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const secrets = await db
    .selectFrom('server_secrets')
    .select(['server_id', 'kind', 'name'])
    .where('server_id', 'in', ids)
    .orderBy('name')
    .execute();
  return rows.map((row) => {
    const namesOf = (kind: 'env' | 'header' | 'token') =>
      secrets.filter((secret) => secret.server_id === row.id && secret.kind === kind).map((secret) => secret.name);
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      kind: row.kind,
      launch: launchOf(row),
      url: row.url,
      autoStart: row.auto_start === 1,
      restartPolicy: row.restart_policy,
      healthIntervalSeconds: row.health_interval_seconds,
      envNames: namesOf('env'),
      headerNames: namesOf('header'),
      auth: row.auth === null ? null : JSON.parse(row.auth),
      tokenNames: namesOf('token'),
      status: row.status,
      statusReason: row.status_reason,
      pid: row.pid,
      startedAt: row.started_at,
      restartCount: row.restart_count,
      health: row.health,
      healthReason: row.health_reason,
      healthCheckedAt: row.health_checked_at,
      healthLatencyMs: row.health_latency_ms,
      profile: row.profile === null ? null : JSON.parse(row.profile),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    };
  });
}

export async function toServer(db: Db, row: ServerTable): Promise<Server> {
  const [server] = await toServers(db, [row]);
  if (server === undefined) throw new Error('a row became no server');
  return server;
}

export function launchOf({ command, args, cwd }: ServerTable): Server['launch'] {
  return command === null ? null : { command, args: JSON.parse(args), cwd };
}

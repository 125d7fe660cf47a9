import { LabError, type ServerUpdate, serverCreateSchema } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import type { ServerTable } from '../../database/schema.ts';
import { changeServer } from '../../servers/change-server.ts';
import { findServer } from '../../servers/find-server.ts';
import { nameKey } from '../../servers/name-key.ts';
import { shownAuth, storeAuth } from '../../servers/server-auth.ts';
import { storeSecrets } from '../../servers/store-secrets.ts';
import { launchOf } from '../../servers/to-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** A server that runs is restarted by its worker when `generation` rises. */
export const updateServer: Service<'updateServer'> = (context, { params, body }) =>
  transact(context, async (unit) => {
    const query = unit.db.selectFrom('servers').selectAll().where('id', '=', params.id);
    await context.database.dialect.lockRows(query).execute();
    const row = await findServer(unit.db, params.id);
    requireWhole(row, body);
    if (body.name !== undefined) await requireFreeName(unit.db, row.id, body.name);
    await storeSecrets(context, unit.db, row.id, 'env', body.env ?? {});
    await storeSecrets(context, unit.db, row.id, 'header', body.headers ?? {});
    await storeSecrets(context, unit.db, row.id, 'token', body.tokens ?? {});
    if (body.auth !== undefined) await storeAuth(context, unit.db, row.id, body.auth);
    const { env, headers, tokens, auth, ...shown } = body;
    const names = {
      envNames: Object.keys(env ?? {}),
      headerNames: Object.keys(headers ?? {}),
      tokenNames: Object.keys(tokens ?? {}),
      ...(auth === undefined ? {} : { auth: auth?.type ?? null }),
    };
    unit.audit('server.updated', `server ${row.id}`, { ...shown, ...names });
    return changeServer(unit, row.id, { ...columnsOf(row, body), updated_at: context.now() });
  });

/** The rules of a new server hold for the changed one as a whole. */
function requireWhole(row: ServerTable, body: ServerUpdate): void {
  const launch = body.launch === undefined ? launchOf(row) : body.launch;
  const url = body.url === undefined ? row.url : body.url;
  const whole = serverCreateSchema.safeParse({ name: body.name ?? row.name, kind: row.kind, launch, url });
  if (whole.success) return;
  const issues = whole.error.issues.map(({ path, message }) => ({ path: ['body', ...path].join('.'), message }));
  throw new LabError('invalid-input', 'The changed server would not be valid.', { issues });
}

async function requireFreeName(db: Parameters<typeof findServer>[0], id: string, name: string): Promise<void> {
  const other = await db
    .selectFrom('servers')
    .select('id')
    .where('name_key', '=', nameKey(name))
    .where('id', '!=', id)
    .executeTakeFirst();
  if (other !== undefined) throw new LabError('conflict', `There is a server named "${name}" already.`);
}

function columnsOf(row: ServerTable, body: ServerUpdate): Updateable<ServerTable> {
  const changes: Updateable<ServerTable> = {};
  if (body.name !== undefined) Object.assign(changes, { name: body.name, name_key: nameKey(body.name) });
  if (body.description !== undefined) changes.description = body.description;
  if (body.autoStart !== undefined) changes.auto_start = body.autoStart ? 1 : 0;
  if (body.restartPolicy !== undefined) changes.restart_policy = body.restartPolicy;
  if (body.healthIntervalSeconds !== undefined) changes.health_interval_seconds = body.healthIntervalSeconds;
  if (body.url !== undefined) changes.url = body.url;
  if (body.auth !== undefined) changes.auth = shownAuth(body.auth);
  if (body.launch !== undefined) {
    changes.command = body.launch?.command ?? null;
    changes.args = JSON.stringify(body.launch?.args ?? []);
    changes.cwd = body.launch?.cwd ?? null;
    if (body.launch === null) changes.desired = 'stopped';
    // Nobody holds it: what it is follows from whether it can be started.
    if (row.lease_owner === null) changes.status = body.launch === null ? 'external' : startableStatus(row.status);
  }
  const touched = [body.launch, body.url, body.env, body.headers, body.auth].some((part) => part !== undefined);
  if (touched) Object.assign(changes, { generation: row.generation + 1, next_check_at: 0 });
  return changes;
}

function startableStatus(status: ServerTable['status']): ServerTable['status'] {
  return status === 'external' ? 'stopped' : status;
}

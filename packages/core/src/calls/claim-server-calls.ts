import { type Server, type ServerCall, serverCallSchema } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import { findServer } from '../servers/find-server.ts';
import { readTarget, type ServerTarget } from '../servers/server-target.ts';
import { toServer } from '../servers/to-server.ts';
import { placeOfCall } from './sealed-call.ts';

/** A call by hand this worker has to make. */
export interface ClaimedCall {
  callId: string;
  call: ServerCall;
  server: Server;
  target: ServerTarget;
}

/** Takes up to `limit` calls: to servers this worker runs, to those reached by URL, and to those nobody runs. */
export async function claimServerCalls(
  context: LabContext,
  { workerId, limit }: { workerId: string; limit: number },
): Promise<ClaimedCall[]> {
  const { database, secretBox } = context;
  const queued = (db: Db) =>
    db
      .selectFrom('server_calls')
      .selectAll()
      .where('state', '=', 'queued')
      .where('server_id', 'in', (e) =>
        e
          .selectFrom('servers')
          .select('id')
          .where((is) =>
            is.or([
              is('status', 'in', ['external', 'stopped', 'failed']),
              is.and([is('status', '=', 'running'), is('lease_owner', '=', workerId)]),
            ]),
          ),
      )
      .orderBy('created_at')
      .limit(limit);
  if ((await queued(database.db).executeTakeFirst()) === undefined) return [];
  return database.db.transaction().execute(async (db) => {
    const rows = await database.dialect.lockRows(queued(db), 'skipLocked').execute();
    const calls: ClaimedCall[] = [];
    for (const row of rows) {
      await db.updateTable('server_calls').set({ state: 'claimed' }).where('id', '=', row.id).execute();
      const server = await findServer(db, row.server_id);
      calls.push({
        callId: row.id,
        call: serverCallSchema.parse(JSON.parse(secretBox.open(row.request, placeOfCall(row.id, 'request')))),
        server: await toServer(db, server),
        target: await readTarget(context, db, server),
      });
    }
    return calls;
  });
}

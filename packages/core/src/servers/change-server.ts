import type { Server } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import type { ServerTable } from '../database/schema.ts';
import type { Unit } from '../transact.ts';
import { findServer } from './find-server.ts';
import { toServer } from './to-server.ts';

/** Changes columns of a server and tells everybody. */
export async function changeServer(unit: Unit, id: string, changes: Updateable<ServerTable>): Promise<Server> {
  await unit.db.updateTable('servers').set(changes).where('id', '=', id).execute();
  const server = await toServer(unit.db, await findServer(unit.db, id));
  unit.publish('server.updated', server);
  return server;
}

import type { Server } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import type { ServiceContext } from '../context.ts';
import type { ServerTable } from '../database/schema.ts';
import type { Unit } from '../transact.ts';
import { findServer } from './find-server.ts';
import { toServer } from './to-server.ts';

/** Changes columns of a server and tells everybody. */
export async function changeServer(
  context: ServiceContext,
  unit: Unit,
  id: string,
  changes: Updateable<ServerTable>,
): Promise<Server> {
  await unit.db
    .updateTable('servers')
    .set({ ...changes, updated_at: context.now() })
    .where('id', '=', id)
    .execute();
  const server = await toServer(unit.db, await findServer(unit.db, id));
  unit.publish('server.updated', server);
  return server;
}

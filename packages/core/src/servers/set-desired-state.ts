import { LabError, type Server } from '@mcp-lab/contracts';
import type { Updateable } from 'kysely';
import type { ServiceContext } from '../context.ts';
import type { ServerTable } from '../database/schema.ts';
import { transact } from '../transact.ts';
import { changeServer } from './change-server.ts';
import { findServer } from './find-server.ts';

type Wish = 'start' | 'stop' | 'restart';

/** Writes down what is wanted and wakes the workers; the one that holds the server, or takes it, makes it so. */
export function setDesiredState(context: ServiceContext, id: string, wish: Wish): Promise<Server> {
  return transact(context, async (unit) => {
    const row = await findServer(unit.db, id);
    if (row.command === null) {
      throw new LabError('conflict', `"${row.name}" is reached by its URL: it has no command the lab could ${wish}.`);
    }
    unit.audit(`server.${wish === 'stop' ? 'stopped' : `${wish}ed`}`, `server ${id}`, { name: row.name });
    return changeServer(unit, id, changesFor(row, wish));
  });
}

function changesFor(row: ServerTable, wish: Wish): Updateable<ServerTable> {
  const held = row.lease_owner !== null;
  if (wish === 'stop') {
    return held
      ? { desired: 'stopped', status: 'stopping', status_reason: null }
      : { desired: 'stopped', status: 'stopped', status_reason: null, pid: null, started_at: null };
  }
  const wanted: Updateable<ServerTable> = { desired: 'running', restart_count: 0 };
  if (wish === 'restart') wanted.generation = row.generation + 1;
  return held ? wanted : { ...wanted, status: 'starting', status_reason: null };
}

import type { Server } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { ServerTable } from '../database/schema.ts';
import { openSecrets } from './store-secrets.ts';
import { launchOf } from './to-server.ts';

/** How to start or reach a server, secrets opened: for the worker, which hands it to one runner and to nobody else. */
export interface ServerTarget {
  kind: Server['kind'];
  launch: Server['launch'];
  url: string | null;
  env: Record<string, string>;
  headers: Record<string, string>;
}

export async function readTarget(context: LabContext, db: Db, row: ServerTable): Promise<ServerTarget> {
  return { kind: row.kind, launch: launchOf(row), url: row.url, ...(await openSecrets(context, db, row.id)) };
}

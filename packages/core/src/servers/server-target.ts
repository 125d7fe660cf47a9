import type { Server, StoredAuth, StoredTokens } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { ServerTable } from '../database/schema.ts';
import { joinAuth } from './server-auth.ts';
import { openSecrets } from './store-secrets.ts';
import { launchOf } from './to-server.ts';

/** How to start or reach a server, secrets opened: for the worker, which hands it to one runner and to nobody else. */
export interface ServerTarget {
  kind: Server['kind'];
  launch: Server['launch'];
  url: string | null;
  env: Record<string, string>;
  headers: Record<string, string>;
  /** How to get the token that every request carries. */
  auth: StoredAuth | null;
  /** For checks, to see what the server makes of them. */
  tokens: StoredTokens;
}

export async function readTarget(context: LabContext, db: Db, row: ServerTable): Promise<ServerTarget> {
  const { authSecret, ...secrets } = await openSecrets(context, db, row.id);
  return { kind: row.kind, launch: launchOf(row), url: row.url, ...secrets, auth: joinAuth(row.auth, authSecret) };
}

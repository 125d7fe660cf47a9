import type { StoredTokens, TokenName } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';

type SecretKind = 'env' | 'header' | 'token' | 'auth';

/** Where a value stands, and may not be moved from. */
function placeOf(serverId: string, kind: SecretKind, name: string) {
  return { table: 'server_secrets', row: `${serverId}/${kind}/${name}`, field: 'value' };
}

/** What a server's secrets are when they are opened: for one runner and for nobody else. */
export interface OpenedSecrets {
  env: Record<string, string>;
  headers: Record<string, string>;
  tokens: StoredTokens;
  /** The secret part of how it is signed in to. */
  authSecret: string | null;
}

/** Adds and replaces values; null removes the name. Names of headers are the same in any case, as in HTTP. */
export async function storeSecrets(
  { secretBox }: LabContext,
  db: Db,
  serverId: string,
  kind: SecretKind,
  values: Readonly<Record<string, string | null>>,
): Promise<void> {
  const same = (name: string) => (kind === 'header' ? name.toLowerCase() : name);
  const rows = await db
    .selectFrom('server_secrets')
    .select('name')
    .where('server_id', '=', serverId)
    .where('kind', '=', kind)
    .execute();
  for (const [name, value] of Object.entries(values)) {
    const replaced = rows.map((row) => row.name).filter((known) => same(known) === same(name));
    for (const known of replaced) {
      await db
        .deleteFrom('server_secrets')
        .where('server_id', '=', serverId)
        .where('kind', '=', kind)
        .where('name', '=', known)
        .execute();
    }
    if (value === null) continue;
    const sealed = secretBox.seal(value, placeOf(serverId, kind, name));
    await db.insertInto('server_secrets').values({ server_id: serverId, kind, name, value: sealed }).execute();
    rows.push({ name });
  }
}

export async function openSecrets({ secretBox }: LabContext, db: Db, serverId: string): Promise<OpenedSecrets> {
  const rows = await db.selectFrom('server_secrets').selectAll().where('server_id', '=', serverId).execute();
  const opened: OpenedSecrets = { env: {}, headers: {}, tokens: {}, authSecret: null };
  for (const { kind, name, value } of rows) {
    const secret = secretBox.open(value, placeOf(serverId, kind, name));
    if (kind === 'env') opened.env[name] = secret;
    else if (kind === 'header') opened.headers[name] = secret;
    else if (kind === 'token') opened.tokens[name as TokenName] = secret;
    else opened.authSecret = secret;
  }
  return opened;
}

import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';

type SecretKind = 'env' | 'header';

/** Where a value stands, and may not be moved from. */
function placeOf(serverId: string, kind: SecretKind, name: string) {
  return { table: 'server_secrets', row: `${serverId}/${kind}/${name}`, field: 'value' };
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

export async function openSecrets(
  { secretBox }: LabContext,
  db: Db,
  serverId: string,
): Promise<{ env: Record<string, string>; headers: Record<string, string> }> {
  const rows = await db.selectFrom('server_secrets').selectAll().where('server_id', '=', serverId).execute();
  const opened = { env: {} as Record<string, string>, headers: {} as Record<string, string> };
  for (const { kind, name, value } of rows) {
    const target = kind === 'env' ? opened.env : opened.headers;
    target[name] = secretBox.open(value, placeOf(serverId, kind, name));
  }
  return opened;
}

import { type StoredAuth, storedAuthSchema } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { Db } from '../database/database.ts';
import type { Json } from '../database/schema.ts';
import { storeSecrets } from './store-secrets.ts';

const secretName = 'secret';

/** The part of it that stands in the server's row and may be shown. */
export function shownAuth(auth: StoredAuth | null): Json | null {
  if (auth === null) return null;
  if (auth.type === 'bearer') return JSON.stringify({ type: auth.type });
  const { clientSecret, ...shown } = auth;
  return JSON.stringify(shown);
}

/** Seals the part that may not. */
export function storeAuth(context: LabContext, db: Db, serverId: string, auth: StoredAuth | null): Promise<void> {
  const secret = auth === null ? null : auth.type === 'bearer' ? auth.token : auth.clientSecret;
  return storeSecrets(context, db, serverId, 'auth', { [secretName]: secret });
}

export function joinAuth(shown: Json | null, secret: string | null): StoredAuth | null {
  if (shown === null || secret === null) return null;
  const known = JSON.parse(shown);
  return storedAuthSchema.parse({ ...known, [known.type === 'bearer' ? 'token' : 'clientSecret']: secret });
}

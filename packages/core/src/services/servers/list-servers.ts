import { sql } from 'kysely';
import { nameKey } from '../../servers/name-key.ts';
import { toServers } from '../../servers/to-server.ts';
import { countRows } from '../count-rows.ts';
import { likePattern } from '../like-pattern.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

const sorts = {
  name: { by: { name_key: 'string', id: 'string' }, direction: 'asc' },
  '-name': { by: { name_key: 'string', id: 'string' }, direction: 'desc' },
  createdAt: { by: { created_at: 'number', id: 'string' }, direction: 'asc' },
  '-createdAt': { by: { created_at: 'number', id: 'string' }, direction: 'desc' },
} as const;

export const listServers: Service<'listServers'> = async ({ database }, { query }) => {
  let found = database.db.selectFrom('servers');
  if (query.kind !== undefined) found = found.where('kind', '=', query.kind);
  if (query.status !== undefined) found = found.where('status', '=', query.status);
  if (query.health !== undefined) found = found.where('health', '=', query.health);
  if (query.search) {
    found = found.where(sql<boolean>`name_key like ${likePattern(nameKey(query.search))} escape '\\'`);
  }
  const page = await readPage(found.selectAll(), { ...sorts[query.sort], limit: query.limit, cursor: query.cursor });
  return {
    items: await toServers(database.db, page.rows),
    nextCursor: page.nextCursor,
    total: await countRows(found),
  };
};

import { toSeries } from '../../metrics/series.ts';
import { countRows } from '../count-rows.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listSeries: Service<'listSeries'> = async ({ database: { db } }, { query }) => {
  let series = db.selectFrom('series');
  if (query.serverId !== undefined) series = series.where('server_id', '=', query.serverId);
  if (query.name !== undefined) series = series.where('name', '=', query.name);
  const page = await readPage(series.selectAll(), {
    by: { name: 'string', id: 'number' },
    direction: 'asc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toSeries), nextCursor: page.nextCursor, total: await countRows(series) };
};

import { toAlert } from '../../alerts/to-alert.ts';
import { countRows } from '../count-rows.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

/** `active`: everything that is not resolved. */
export const listAlerts: Service<'listAlerts'> = async ({ database: { db } }, { query }) => {
  let alerts = db.selectFrom('alerts');
  if (query.status === 'active') alerts = alerts.where('resolved_at', 'is', null);
  else if (query.status !== undefined) alerts = alerts.where('status', '=', query.status);
  const page = await readPage(alerts.selectAll(), {
    by: { opened_at: 'number', id: 'string' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toAlert), nextCursor: page.nextCursor, total: await countRows(alerts) };
};

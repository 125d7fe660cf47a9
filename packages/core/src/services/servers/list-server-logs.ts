import { logLevels } from '@mcp-lab/contracts';
import { findServer } from '../../servers/find-server.ts';
import { toLogEntry } from '../../servers/to-log-entry.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

/** `level` is the lowest one shown. */
export const listServerLogs: Service<'listServerLogs'> = async ({ database: { db } }, { params, query }) => {
  const server = await findServer(db, params.id);
  let logs = db.selectFrom('logs').selectAll().where('server_id', '=', server.id);
  if (query.level !== undefined) logs = logs.where('level', 'in', logLevels.slice(logLevels.indexOf(query.level)));
  const page = await readPage(logs, {
    by: { seq: 'number' },
    direction: 'desc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toLogEntry), nextCursor: page.nextCursor };
};

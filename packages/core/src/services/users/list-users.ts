import { toUser } from '../auth/to-user.ts';
import { countRows } from '../count-rows.ts';
import { readPage } from '../read-page.ts';
import type { Service } from '../services.ts';

export const listUsers: Service<'listUsers'> = async ({ database }, { query }) => {
  const users = database.db.selectFrom('users');
  const page = await readPage(users.selectAll(), {
    by: { email: 'string', id: 'string' },
    direction: 'asc',
    limit: query.limit,
    cursor: query.cursor,
  });
  return { items: page.rows.map(toUser), nextCursor: page.nextCursor, total: await countRows(users) };
};

import { readResults } from '../../runs/read-results.ts';
import type { Service } from '../services.ts';
import { findTest } from './to-tests.ts';

export const listTestResults: Service<'listTestResults'> = async ({ database: { db } }, { params, query }) => {
  await findTest(db, params.id);
  const newest = await db
    .selectFrom('runs')
    .select('id')
    .where('test_id', '=', params.id)
    .where('status', '=', 'completed')
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return { items: [], nextCursor: null, total: 0 };
  return readResults(db, newest.id, query);
};

import { findRun } from '../../runs/find-run.ts';
import { readResults } from '../../runs/read-results.ts';
import type { Service } from '../services.ts';

export const listRunResults: Service<'listRunResults'> = async ({ database: { db } }, { params, query }) => {
  const run = await findRun(db, params.id);
  return readResults(db, run.id, query);
};

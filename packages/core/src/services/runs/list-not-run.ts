import { findRun } from '../../runs/find-run.ts';
import { readHead } from '../../runs/run-head.ts';
import type { Service } from '../services.ts';

export const listNotRun: Service<'listNotRun'> = async ({ database: { db } }, { params }) => {
  const run = await findRun(db, params.id);
  return { items: (await readHead(db, run.id))?.notRun ?? [] };
};

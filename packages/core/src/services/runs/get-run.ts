import { findRun } from '../../runs/find-run.ts';
import { toRun } from '../../runs/to-run.ts';
import type { Service } from '../services.ts';

export const getRun: Service<'getRun'> = async ({ database }, { params }) =>
  toRun(await findRun(database.db, params.id));

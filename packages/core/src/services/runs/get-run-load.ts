import { benchmarkKinds, LabError } from '@mcp-lab/contracts';
import { findRun } from '../../runs/find-run.ts';
import { readRunLoad } from '../../runs/load-reports.ts';
import type { Service } from '../services.ts';

/** Throws LabError `not-found` for a run of another kind: it measures no load. */
export const getRunLoad: Service<'getRunLoad'> = async ({ database: { db } }, { params }) => {
  const { id, kind } = await findRun(db, params.id);
  if (benchmarkKinds.some((known) => known === kind)) return readRunLoad(db, id);
  throw new LabError('not-found', `This run is of kind ${kind}: only load and soak runs measure a load.`);
};

import { LabError } from '@mcp-lab/contracts';
import { findRun } from '../../runs/find-run.ts';
import { readHead } from '../../runs/run-head.ts';
import type { Service } from '../services.ts';

/** Throws LabError `not-found` for a run of another kind, and for one that has not come to its report. */
export const getRunChaos: Service<'getRunChaos'> = async ({ database: { db } }, { params }) => {
  const { id, kind, status } = await findRun(db, params.id);
  if (kind !== 'chaos')
    throw new LabError('not-found', `This run is of kind ${kind}: only chaos runs bring about faults.`);
  const report = (await readHead(db, id))?.chaos;
  if (report !== undefined) return report;
  throw new LabError('not-found', `The run is ${status} and has no report${status === 'running' ? ' yet' : ''}.`);
};

import { type ChaosTick, LabError } from '@mcp-lab/contracts';
import { findRun } from '../../runs/find-run.ts';
import { readHead } from '../../runs/run-head.ts';
import { readRunTicks } from '../../runs/run-ticks.ts';
import type { Service } from '../services.ts';

/** Throws LabError `not-found` for a run of another kind: it brings about no faults. */
export const getRunChaos: Service<'getRunChaos'> = async ({ database: { db } }, { params }) => {
  const { id, kind } = await findRun(db, params.id);
  if (kind !== 'chaos')
    throw new LabError('not-found', `This run is of kind ${kind}: only chaos runs bring about faults.`);
  const report = (await readHead(db, id))?.chaos ?? null;
  return { report, ticks: report?.ticks ?? ((await readRunTicks(db, id)) as ChaosTick[]) };
};

import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { findServer } from '../servers/find-server.ts';
import { readTarget, type ServerTarget } from '../servers/server-target.ts';
import { transact } from '../transact.ts';
import { toDiagnosis } from './to-diagnosis.ts';

export interface DiagnosisAssignment {
  diagnosisId: string;
  target: ServerTarget;
  /** The lab keeps it running: what is reached by URL need not be started for the look. */
  isRunning: boolean;
}

/** Takes the diagnosis of a job. Null when there is nothing to do: it is over, or its server is gone. */
export function beginDiagnosis(context: LabContext, diagnosisId: string): Promise<DiagnosisAssignment | null> {
  return transact(asLab(context), async (unit) => {
    const row = await unit.db
      .updateTable('diagnoses')
      .set({ status: 'running' })
      .where('id', '=', diagnosisId)
      .where('status', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    unit.publish('server.diagnosed', toDiagnosis(row, context.now()));
    const server = await findServer(unit.db, row.server_id);
    return {
      diagnosisId,
      target: await readTarget(context, unit.db, server),
      isRunning: server.desired === 'running' && server.status === 'running',
    };
  });
}

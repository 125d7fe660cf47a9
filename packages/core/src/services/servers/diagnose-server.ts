import type { DiagnosisTable } from '../../database/schema.ts';
import { isUnderWay, toDiagnosis } from '../../diagnoses/to-diagnosis.ts';
import { diagnoseServerJob } from '../../jobs/diagnose-server-job.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** Queues a look, or gives the one that is under way: two at a time would see each other's process. */
export const diagnoseServer: Service<'diagnoseServer'> = (context, { params }) =>
  transact(context, async (unit) => {
    const server = await findServer(unit.db, params.id);
    const now = context.now();
    const last = await unit.db
      .selectFrom('diagnoses')
      .selectAll()
      .where('server_id', '=', server.id)
      .executeTakeFirst();
    if (last !== undefined && isUnderWay(last, now)) return toDiagnosis(last, now);
    const row: DiagnosisTable = {
      id: context.newId(),
      server_id: server.id,
      status: 'queued',
      requested_at: now,
      finished_at: null,
      reason: null,
      report: null,
    };
    await unit.db
      .insertInto('diagnoses')
      .values(row)
      .onConflict((conflict) => conflict.column('server_id').doUpdateSet(row))
      .execute();
    await unit.enqueue(diagnoseServerJob.name, { diagnosisId: row.id });
    unit.audit('server.diagnosed', `server ${server.id}`, { name: server.name });
    const diagnosis = toDiagnosis(row, now);
    unit.publish('server.diagnosed', diagnosis);
    return diagnosis;
  });

import type { DoctorReport } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { toDiagnosis } from './to-diagnosis.ts';

/** What became of a look: a report, or why there is none. */
export type DiagnosisEnd = { report: DoctorReport } | { failure: string };

/** Stores it and tells everybody. Does nothing when another look took its place or it is over. */
export async function finishDiagnosis(context: LabContext, diagnosisId: string, end: DiagnosisEnd): Promise<void> {
  await transact(asLab(context), async (unit) => {
    const ending =
      'report' in end
        ? { status: 'done' as const, reason: null, report: JSON.stringify(end.report) }
        : { status: 'failed' as const, reason: readableText(end.failure, 2_000), report: null };
    const row = await unit.db
      .updateTable('diagnoses')
      .set({ ...ending, finished_at: context.now() })
      .where('id', '=', diagnosisId)
      .where('status', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (row !== undefined) unit.publish('server.diagnosed', toDiagnosis(row, context.now()));
  });
}

import { type Diagnosis, doctorReportSchema } from '@mcp-lab/contracts';
import type { DiagnosisTable } from '../database/schema.ts';

/** Longer than any look takes, its retries included: whoever made it is gone. */
const patienceMs = 15 * 60_000;

export function isUnderWay({ status, requested_at }: DiagnosisTable, now: number): boolean {
  return (status === 'queued' || status === 'running') && now - requested_at < patienceMs;
}

export function toDiagnosis(row: DiagnosisTable, now: number): Diagnosis {
  const isLost = row.finished_at === null && !isUnderWay(row, now);
  return {
    id: row.id,
    serverId: row.server_id,
    status: isLost ? 'failed' : row.status,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
    reason: isLost ? 'No worker came to an end with it. The system page shows whether one is running.' : row.reason,
    report: row.report === null ? null : doctorReportSchema.parse(JSON.parse(row.report)),
  };
}

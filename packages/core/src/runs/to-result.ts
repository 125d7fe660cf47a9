import type { Result } from '@mcp-lab/contracts';
import type { ResultTable } from '../database/schema.ts';

export function toResult(row: ResultTable): Result {
  return {
    id: row.id,
    runId: row.run_id,
    seq: row.seq,
    checkId: row.check_id,
    area: row.area,
    title: row.title,
    level: row.level,
    verdict: row.verdict,
    severity: row.severity,
    transport: row.transport,
    revision: row.revision,
    reason: row.reason,
    fix: row.fix,
    spec: JSON.parse(row.spec),
    repro: JSON.parse(row.repro),
    evidence: JSON.parse(row.evidence),
    durationMs: row.duration_ms,
    ...labelsOf(row),
    ...(row.confidence === null ? {} : { confidence: row.confidence }),
    createdAt: row.created_at,
  };
}

function labelsOf({ labels }: ResultTable): Pick<Result, 'labels'> {
  return labels === '[]' ? {} : { labels: JSON.parse(labels) };
}

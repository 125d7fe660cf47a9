import type { Alert } from '@mcp-lab/contracts';
import type { AlertTable } from '../database/schema.ts';

export function toAlert(row: AlertTable): Alert {
  return {
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    status: row.status,
    title: row.title,
    detail: row.detail,
    serverId: row.server_id,
    runId: row.run_id,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    resolvedAt: row.resolved_at,
  };
}

import type { Alert } from '@mcp-lab/contracts';
import type { LabContext } from '../context.ts';
import type { AlertTable } from '../database/schema.ts';
import { readableText } from '../readable-text.ts';
import type { Unit } from '../transact.ts';
import { toAlert } from './to-alert.ts';

export interface AlertDraft extends Pick<Alert, 'kind' | 'severity' | 'title' | 'detail' | 'serverId' | 'runId'> {}

/** What the alert is about: one unresolved alert of a kind for each. */
function keyOf({ kind, serverId, runId }: Pick<AlertDraft, 'kind' | 'serverId' | 'runId'>): string {
  return `${kind}/${runId ?? serverId ?? ''}`;
}

/** Opens an alert, or makes the one that is open already as severe as this one. */
export async function openAlert(context: LabContext, unit: Unit, draft: AlertDraft): Promise<void> {
  const row: AlertTable = {
    id: context.newId(),
    kind: draft.kind,
    severity: draft.severity,
    status: 'open',
    title: readableText(draft.title, 300),
    detail: readableText(draft.detail, 4_000),
    server_id: draft.serverId,
    run_id: draft.runId,
    dedupe_key: keyOf(draft),
    opened_at: context.now(),
    acknowledged_at: null,
    acknowledged_by: null,
    resolved_at: null,
  };
  const inserted = await unit.db
    .insertInto('alerts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return unit.publish('alert.opened', toAlert(row));
  if (draft.severity !== 'critical') return;
  const raised = await unit.db
    .updateTable('alerts')
    .set({ severity: 'critical', title: row.title, detail: row.detail })
    .where('dedupe_key', '=', row.dedupe_key)
    .where('resolved_at', 'is', null)
    .where('severity', '=', 'warning')
    .returningAll()
    .executeTakeFirst();
  if (raised !== undefined) unit.publish('alert.updated', toAlert(raised));
}

/** Resolves the unresolved alert of this kind about this server, if there is one. */
export async function resolveAlert(
  context: LabContext,
  unit: Unit,
  about: { kind: Alert['kind']; serverId: string },
): Promise<void> {
  const row = await unit.db
    .updateTable('alerts')
    .set({ status: 'resolved', resolved_at: context.now() })
    .where('dedupe_key', '=', keyOf({ ...about, runId: null }))
    .where('resolved_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) unit.publish('alert.updated', toAlert(row));
}

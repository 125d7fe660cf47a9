import { LabError } from '@mcp-lab/contracts';
import { toAlert } from '../../alerts/to-alert.ts';
import { transact } from '../../transact.ts';
import { requireFound } from '../require-found.ts';
import type { Service } from '../services.ts';
import { authorOf } from '../signed-in-user.ts';

/** Whoever says it first stands in the alert. */
export const acknowledgeAlert: Service<'acknowledgeAlert'> = (context, { params: { id } }) =>
  transact(context, async (unit) => {
    const changed = await unit.db
      .updateTable('alerts')
      .set({ status: 'acknowledged', acknowledged_at: context.now(), acknowledged_by: authorOf(context) })
      .where('id', '=', id)
      .where('status', '=', 'open')
      .returningAll()
      .executeTakeFirst();
    if (changed !== undefined) {
      unit.audit('alert.acknowledged', `alert ${id}`, { title: changed.title });
      unit.publish('alert.updated', toAlert(changed));
      return toAlert(changed);
    }
    const row = requireFound(
      await unit.db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst(),
      'alert',
      id,
    );
    if (row.status === 'resolved') throw new LabError('conflict', 'The alert is resolved already.');
    return toAlert(row);
  });

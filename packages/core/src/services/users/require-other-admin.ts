import { LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import type { Unit } from '../../transact.ts';

/** Throws LabError `conflict` when without this user no active admin would be left. Two at once cannot both pass. */
export async function requireOtherAdmin({ database }: ServiceContext, unit: Unit, userId: string): Promise<void> {
  const admins = unit.db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .orderBy('id');
  const rows = await database.dialect.lockRows(admins).execute();
  if (rows.some((row) => row.id !== userId)) return;
  throw new LabError('conflict', 'This is the last active admin. Make somebody else an admin first.');
}

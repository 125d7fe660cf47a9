import type { Run } from '@mcp-lab/contracts';
import { openAlert } from '../alerts/open-alert.ts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { readableText } from '../readable-text.ts';
import { transact, type Unit } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

interface Interruption {
  /** `failed`: the lab itself did something wrong. `interrupted`: it was cut off. */
  status: 'interrupted' | 'failed';
  cause: string;
  hint: string | null;
}

/** Ends a run that could not be brought to its end; what it found stays. Throws LostLeaseError. */
export async function interruptRun(context: LabContext, interruption: HeldRun & Interruption): Promise<Run> {
  return transact(asLab(context), async (unit) => {
    const row = await holdRun(context, unit.db, interruption);
    return cutOff(context, unit, row, interruption);
  });
}

/** The same for a run whose row the caller holds. */
export async function cutOff(
  context: LabContext,
  unit: Unit,
  row: { id: string; server_id: string; server_name: string },
  { status, cause, hint }: Interruption,
): Promise<Run> {
  const reason = readableText(cause, 4_000);
  const run = await changeRun(unit, row.id, {
    status,
    reason,
    hint,
    lease_until: null,
    finished_at: context.now(),
  });
  await openAlert(context, unit, {
    kind: 'run-interrupted',
    severity: 'warning',
    title: `A run against ${row.server_name} was cut off`,
    detail: reason,
    serverId: row.server_id,
    runId: row.id,
  });
  return run;
}

import type { Run } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { transact } from '../transact.ts';
import { changeRun } from './change-run.ts';
import { type HeldRun, holdRun } from './run-lease.ts';

export interface RunProgress extends HeldRun {
  /** How many results will come. */
  total?: number;
  profile?: Run['profile'];
  frameCount?: number;
  droppedFrames?: number;
}

/** Writes down what is known before the end; only what is given changes. Throws LostLeaseError. */
export async function updateRunProgress(context: LabContext, progress: RunProgress): Promise<void> {
  await transact(asLab(context), async (unit) => {
    const row = await holdRun(context, unit.db, progress);
    const { total, profile, frameCount, droppedFrames } = progress;
    await changeRun(unit, row.id, {
      progress_total: total ?? row.progress_total,
      profile: profile === undefined ? row.profile : JSON.stringify(profile),
      frame_count: frameCount ?? row.frame_count,
      dropped_frames: droppedFrames ?? row.dropped_frames,
    });
  });
}
